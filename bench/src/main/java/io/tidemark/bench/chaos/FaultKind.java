package io.tidemark.bench.chaos;

import java.util.Locale;

/** What a campaign can do to a cluster. */
public enum FaultKind {
    CALM("nothing: what this machine does to time by itself", false),
    TASK_MANAGER_KILLED("SIGKILL of the TaskManager with most tasks", true),
    JOB_MANAGER_KILLED("SIGKILL of the JobManager", true),
    ZOMBIE(
            "SIGSTOP of a TaskManager beyond the heartbeat, which wakes beside its replacement",
            false),
    BROKER_KILLED("SIGKILL of the broker", true),
    BROKER_AWAY("the broker stopped for longer than the delivery timeout", false),
    DISK_FULL("the broker's disk full", false),
    OLDER_CHECKPOINT(
            "cancelled, and begun again from a retained checkpoint that is not the newest", false),
    RESCALE("a savepoint, and the next parallelism of 1, 2, 4, 2, 1 and so on", false),
    SECOND_LEADER("a second leader on the same log, for a while", false),
    FOLLOWER("a follower from the log's beginning, compared byte by byte", false);

    private final String description;
    private final boolean cheap;

    FaultKind(String description, boolean cheap) {
        this.description = description;
        this.cheap = cheap;
    }

    public String description() {
        return description;
    }

    /** Whether a short campaign has it. */
    public boolean cheap() {
        return cheap;
    }

    /** Whether this fault is meant to make a process end by itself. */
    boolean excuses(String process) {
        return this == DISK_FULL && process.equals("kafka");
    }

    /** A new one; it may remember what it did before. */
    Fault create() {
        return switch (this) {
            case CALM -> new Calm();
            case TASK_MANAGER_KILLED -> new KillTaskManager();
            case JOB_MANAGER_KILLED -> new KillJobManager();
            case ZOMBIE -> new Zombie();
            case BROKER_KILLED -> new KillBroker();
            case BROKER_AWAY -> new BrokerAway();
            case DISK_FULL -> new FullDisk();
            case OLDER_CHECKPOINT -> new OlderCheckpoint();
            case RESCALE -> new Rescale();
            case SECOND_LEADER -> new SecondLeader();
            case FOLLOWER -> new Follower();
        };
    }

    /** As people write it: task-manager-killed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
