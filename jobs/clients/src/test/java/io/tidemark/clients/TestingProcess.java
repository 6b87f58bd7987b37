package io.tidemark.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of {@code bin/tidemark} that serves until it is stopped. */
final class TestingProcess implements AutoCloseable {

    private static final long PATIENCE_S = 120;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private TestingProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /**
     * Starts one.
     *
     * @param ready what the line says by which it serves
     */
    static TestingProcess start(String ready, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("../../bin/tidemark"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TIDEMARK_BUILD", "no");
        TestingProcess started = new TestingProcess(builder.start());
        started.readUntil(ready);
        return started;
    }

    private void readUntil(String ready) throws IOException {
        String line;
        do {
            line = output.readLine();
            assertThat(line).as("a line with '%s', after %s", ready, lines).isNotNull();
            lines.add(line);
        } while (!line.contains(ready));
    }

    /** The first word behind a word it printed. */
    String told(String word) {
        return lines.stream()
                .filter(line -> line.contains(word + " "))
                .map(line -> line.substring(line.indexOf(word) + word.length()).strip())
                .map(line -> line.split("[\\s;]", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    /** As Ctrl-C does; its last words are read, or it could not say them. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.toHandle().destroy();
        while (output.readLine() != null) {
            // Nothing is looked for.
        }
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
