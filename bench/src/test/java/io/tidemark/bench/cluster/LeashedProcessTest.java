package io.tidemark.bench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashedProcessTest {

    private static final List<String> FOREVER = List.of("sleep", "86400");

    @TempDir private Path folder;

    @Test
    void usageExample() throws Exception {
        LeashedProcess process =
                LeashedProcess.start(
                        List.of("sh", "-c", "echo $$; exec sleep 86400"), folder.resolve("out"));
        Await.until("its word", Duration.ofMinutes(1), () -> !said().isEmpty());

        assertThat(said()).as("its own id").isEqualTo(Long.toString(process.pid()));
        assertThat(process.isAlive()).isTrue();
        process.stop();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aKilledProcessIsGone() throws Exception {
        LeashedProcess process = LeashedProcess.start(FOREVER, folder.resolve("out"));
        process.kill();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aProcessEndsWithTheOneThatStartedItEvenSuspended() throws Exception {
        Process starter =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Starter.class.getName(),
                                folder.resolve("out").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long pid = Long.parseLong(starter.inputReader(UTF_8).readLine());
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        starter.destroyForcibly().waitFor();

        assertThat(child.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("out"), UTF_8).strip();
    }

    /** Starts a process, suspends it, tells its id and waits to be killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] args) throws Exception {
            LeashedProcess process = LeashedProcess.start(FOREVER, Path.of(args[0]));
            process.signal("STOP");
            System.out.println(process.pid());
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
