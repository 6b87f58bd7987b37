package io.tidemark.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** One process of a cluster, which may end and be started again. */
public final class ClusterProcess {

    private final String name;
    private final Launches launches;
    private final Path logs;
    private LeashedProcess process;
    private boolean wanted;

    /** How it is started, each time. */
    interface Launches {
        Launch next() throws IOException;
    }

    ClusterProcess(String name, Launches launches, Path logs) {
        this.name = name;
        this.launches = launches;
        this.logs = logs;
    }

    public String name() {
        return name;
    }

    /**
     * Starts it; does not wait until it serves.
     *
     * @throws IllegalStateException if it runs
     */
    public void start() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException(name() + " runs already, as " + pid());
        }
        wanted = true;
        process = LeashedProcess.start(launches.next().command(logs), logs.resolve(name + ".out"));
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has ended though nobody asked it to. */
    boolean endedByItself() {
        return wanted && !process.isAlive();
    }

    /** How it ended by itself. */
    Ended ended() {
        return new Ended(name(), process.exitCode());
    }

    /** From now on nobody starts it again where it ends, until {@link #start} is called. */
    public void giveUp() {
        wanted = false;
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        giveUp();
        process.kill();
    }

    /** SIGTERM; SIGKILL where it does not end. */
    public void stop() throws InterruptedException {
        giveUp();
        if (process != null) {
            process.stop();
        }
    }

    /** SIGSTOP: it does nothing and answers nothing, and its connections stay open. */
    public void suspend() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }
}
