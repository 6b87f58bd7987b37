package io.tidemark.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One process of a measurement: this program again, under another subcommand. It says one line on
 * standard output when it is ready, and ends when its standard input does.
 */
final class Child implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child start(String heap, File log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add(heap);
        command.add("-XX:+UseParallelGC");
        for (String opened : List.of("java.lang", "java.util", "java.nio", "sun.nio.ch")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        String logging = System.getProperty("log4j.configurationFile");
        if (logging != null) {
            command.add("-Dlog4j.configurationFile=" + logging);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(BenchCommand.class.getName());
        command.addAll(arguments);
        return new Child(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log))
                        .start());
    }

    /** Waits until the process is ready. */
    String awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IOException("a process of the measurement ended before it was ready");
    }

    /** CPU the process has used so far, user and system. */
    Duration cpu() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElseThrow(
                        () -> new IllegalStateException("this system tells no process its CPU"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** In the child: says that it is ready. */
    static void ready(String what) {
        System.out.println(READY + what);
        System.out.flush();
    }

    /** In the child: waits for the end of standard input. */
    static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nobody writes; the end is what is waited for.
        }
    }
}
