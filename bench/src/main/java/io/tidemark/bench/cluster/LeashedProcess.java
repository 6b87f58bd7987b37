package io.tidemark.bench.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that cannot outlive the one that started it, however that ends.
 *
 * <p>A shell holds the leash: the process's own standard input is empty, and the pipe that this JVM
 * holds the other end of is read by the shell, which kills the process when the pipe ends. So a
 * process that takes no signal, or is suspended, ends as well, and no class of ours has to be in
 * it.
 */
final class LeashedProcess {

    private static final Logger LOG = LoggerFactory.getLogger(LeashedProcess.class);

    private static final String LEASH =
            """
            exec 3<&0
            (trap '' HUP INT TERM; read -r released <&3 || kill -9 $$) >/dev/null 2>&1 &
            exec "$@" 3<&- </dev/null
            """;

    private static final long PATIENCE_S = 20;

    private final Process process;

    private LeashedProcess(Process process) {
        this.process = process;
    }

    /**
     * @param output takes both outputs of the process, behind what it has
     */
    static LeashedProcess start(List<String> command, Path output) throws IOException {
        List<String> leashed = new ArrayList<>(List.of("sh", "-c", LEASH, "leash"));
        leashed.addAll(command);
        Process process =
                new ProcessBuilder(leashed)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        // Let go of, lest it kill a later process that was given the same id.
        CompletableFuture<Process> unused =
                process.onExit().whenComplete((ended, failure) -> release(process));
        return new LeashedProcess(process);
    }

    private static void release(Process process) {
        try (OutputStream leash = process.getOutputStream()) {
            leash.write('\n');
        } catch (IOException e) {
            // The shell that held it is gone, and with it what it could have done.
            LOG.debug("Nobody holds the leash of {} any more", process.pid(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Ends it as a lost machine would: at once, and it can do nothing about it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end; after a while it is not asked any more. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Sends a signal by its name: STOP, CONT. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        if (kill.waitFor() != 0) {
            throw new IOException("process " + process.pid() + " takes no signal " + name);
        }
    }
}
