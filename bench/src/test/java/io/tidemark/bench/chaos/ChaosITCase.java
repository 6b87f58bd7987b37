package io.tidemark.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short campaign, run as a person runs it. */
class ChaosITCase {

    @TempDir private Path folder;

    @Test
    void theLogKeepsItsPromisesOverOneFaultOfEachCheapKind() throws Exception {
        ProcessBuilder chaos =
                new ProcessBuilder(
                        "./chaos",
                        "--cheap",
                        "--faults",
                        "1",
                        "--task-managers",
                        "2",
                        "--seed",
                        "3",
                        "--rate",
                        "20",
                        // Small and short-lived: half of the time is the start of processes.
                        "-D",
                        "tidemark.create.channels=4",
                        "-D",
                        "env.java.opts.taskmanager=-XX:TieredStopAtLevel=1",
                        "--data",
                        folder.resolve("data").toString());
        chaos.environment().put("TIDEMARK_BUILD", "no");
        Path said = folder.resolve("said");
        int exit = chaos.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();

        assertThat(Files.readString(said, UTF_8)).contains("KEPT: every promise");
        assertThat(exit).isZero();
        assertThat(struck())
                .containsExactlyInAnyOrder(
                        "task-manager-killed", "job-manager-killed", "broker-killed");
    }

    private List<String> struck() throws IOException {
        return Files.readAllLines(folder.resolve("data/outages.tsv"), UTF_8).stream()
                .map(line -> line.split("\t", -1)[1])
                .toList();
    }
}
