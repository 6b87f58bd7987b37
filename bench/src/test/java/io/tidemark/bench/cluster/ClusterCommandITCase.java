package io.tidemark.bench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's command as a person uses it: through a kill, a stop and an end without warning. */
class ClusterCommandITCase {

    private static final Pattern PROCESS = Pattern.compile("  (\\S+) +process (\\d+)");

    private static final String NAMED = "{\"collection_name\": \"books\"}";

    private static final String BOOKS =
            """
            {"collection_name": "books", "schema": {"name": "books", "fields": [
                {"name": "id", "data_type": "Int64", "is_primary_key": true},
                {"name": "vector", "data_type": "FloatVector",
                 "type_params": [{"key": "dim", "value": "4"}]}]}}
            """;

    @TempDir private Path data;

    @Test
    void usageExample() throws Exception {
        String kafka;
        try (Up up = new Up("0")) {
            kafka = up.told("Kafka");
            assertThat(send(kafka, "CreateCollection", BOOKS)).contains("\"Success\"");
            up.processes.get("taskmanager-1").destroyForcibly();
            up.readUntil("taskmanager-1 ended by itself with exit code 137 and was started again");
            assertThat(send(kafka, "HasCollection", NAMED)).contains("\"value\": true");
            assertThat(said("../bin/cluster", "flink", "--data", data.toString(), "list"))
                    .contains("(RUNNING)");

            up.stop();

            assertThat(up.processes.values()).hasSize(5).noneMatch(ProcessHandle::isAlive);
        }
        // The job is the same, so Kafka must be where it was.
        try (Up up = new Up(kafka.substring(kafka.indexOf(':') + 1))) {
            assertThat(send(kafka, "HasCollection", NAMED)).contains("\"value\": true");

            up.kill();

            for (ProcessHandle process : up.processes.values()) {
                process.onExit().get(1, TimeUnit.MINUTES);
            }
        }
    }

    private static String send(String kafka, String method, String json) throws Exception {
        return said(
                "../bin/tidemark",
                "send",
                "--bootstrap=" + kafka,
                "--timeout=60",
                "--method=" + method,
                json);
    }

    /** What a command says that ends well. */
    private static String said(String... command) throws Exception {
        Process process = start(List.of(command));
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TIDEMARK_BUILD", "no");
        return builder.start();
    }

    /** {@code bin/cluster up}, from when it says how to stop it. */
    private final class Up implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;
        private final List<String> lines = new ArrayList<>();
        private final Map<String, ProcessHandle> processes = new TreeMap<>();

        Up(String kafkaPort) throws IOException {
            process =
                    start(
                            List.of(
                                    "../bin/cluster",
                                    "up",
                                    "--data=" + data,
                                    "--kafka-port=" + kafkaPort,
                                    "--web-port=0",
                                    "--zookeeper-port=0",
                                    "-Dtidemark.create.channels=4",
                                    // Short-lived: half of the time is the start of processes.
                                    "-Denv.java.opts.jobmanager=-XX:TieredStopAtLevel=1",
                                    "-Denv.java.opts.taskmanager=-XX:TieredStopAtLevel=1"));
            output = process.inputReader(UTF_8);
            readUntil("Ctrl-C stops everything");
            for (String line : lines) {
                Matcher told = PROCESS.matcher(line);
                if (told.matches()) {
                    long pid = Long.parseLong(told.group(2));
                    processes.put(told.group(1), ProcessHandle.of(pid).orElseThrow());
                }
            }
        }

        void readUntil(String beginning) throws IOException {
            String line;
            do {
                line = output.readLine();
                assertThat(line).as("'%s', after %s", beginning, lines).isNotNull();
                lines.add(line);
            } while (!line.startsWith(beginning));
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

        /** As Ctrl-C does. */
        void stop() throws IOException, InterruptedException {
            // The handle, since Process.destroy closes the output, which is still to be read.
            process.toHandle().destroy();
            readUntil("Stopped; the next 'up' goes on with the job.");
            process.waitFor();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
