package io.tidemark.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** {@code bin/tidemark up}, as a process of its own, on free ports. */
final class TestingUp implements AutoCloseable {

    private static final long PATIENCE_S = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private TestingUp(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts it and returns when it says how to stop it. */
    static TestingUp start(Path data) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                "../bin/tidemark",
                                "up",
                                "--data=" + data,
                                "--kafka-port=0",
                                "--web-port=0",
                                "--gateway-port=0")
                        .redirectErrorStream(true);
        builder.environment().put("TIDEMARK_BUILD", "no");
        TestingUp up = new TestingUp(builder.start());
        up.readUntil("Ctrl-C stops everything");
        return up;
    }

    private void readUntil(String beginning) throws IOException {
        String line;
        do {
            line = output.readLine();
            assertThat(line)
                    .as("a line that begins with '%s', after %s", beginning, lines)
                    .isNotNull();
            lines.add(line);
        } while (!line.startsWith(beginning));
    }

    /** For a client of its Kafka. */
    Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", told("Kafka"));
        return client;
    }

    /** What it printed behind a word. */
    String told(String word) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Waits until Flink has completed a checkpoint, which it takes each ten seconds. */
    void awaitCheckpoint() throws IOException, InterruptedException {
        JsonObject job = get("/jobs").getAsJsonArray("jobs").get(0).getAsJsonObject();
        String checkpoints = "/jobs/" + job.get("id").getAsString() + "/checkpoints";
        JsonObject counts;
        do {
            counts = get(checkpoints).getAsJsonObject("counts");
        } while (counts.get("completed").getAsInt() == 0);
    }

    private JsonObject get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(told("web UI") + path)).build();
        return JsonParser.parseString(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .getAsJsonObject();
    }

    /** As Ctrl-C does. */
    void stop() throws IOException, InterruptedException {
        // The handle, since Process.destroy closes the output, which is still to be read.
        assertThat(process.toHandle().destroy()).isTrue();
        readUntil("Stopped.");
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
