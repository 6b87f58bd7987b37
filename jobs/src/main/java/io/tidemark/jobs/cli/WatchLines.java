package io.tidemark.jobs.cli;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Watchdog.Watched;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How {@code watch} shows what it hears: columns of instant, component, state, what it says. */
final class WatchLines {

    private WatchLines() {}

    /** A component that was heard. */
    static String heard(Watched watched) {
        Heartbeat newest = watched.newest();
        return line(
                watched.heardMs(),
                watched.id(),
                newest.getComponent().getStateCode().name(),
                sign(newest));
    }

    /** A component that was not heard in time. */
    static String silent(Watched watched, long nowMs) {
        return line(nowMs, watched.id(), "SILENT", since(watched, nowMs));
    }

    /** A component that was silent and is heard again. */
    static String back(Watched watched) {
        return line(watched.heardMs(), watched.id(), "BACK", sign(watched.newest()));
    }

    /** How all are, in a sentence. */
    static String verdict(int components, List<Watched> silent, long nowMs) {
        if (silent.isEmpty()) {
            return "Everybody lives: " + components + " components.";
        }
        return "Silent: "
                + silent.stream()
                        .map(watched -> watched.id() + " (" + since(watched, nowMs) + ")")
                        .collect(Collectors.joining(", "))
                + ". Of "
                + components
                + " components. Does the job run in role leader? Flink's web UI tells what its"
                + " tasks do.";
    }

    private static String line(long ms, String id, String state, String text) {
        return String.format(
                Locale.ROOT,
                "%s  %-16s %-13s %s",
                FollowLines.instant(HybridTimestamp.of(ms, 0, 0)),
                id,
                state,
                text);
    }

    private static String since(Watched watched, long nowMs) {
        return watched.newest() == null
                ? "never heard"
                : "not heard for " + TimeReading.span(nowMs - watched.heardMs());
    }

    private static String sign(Heartbeat heartbeat) {
        return switch (heartbeat.getSignCase()) {
            case TASK_SCHEDULER -> scheduler(heartbeat.getTaskScheduler());
            case TIME_TICK -> "newest tick " + instant(heartbeat.getTimeTick().getLastTick());
            // A newer Tidemark may say what this command does not know.
            case SIGN_NOT_SET -> "";
        };
    }

    private static String scheduler(TaskSchedulerHeartbeat scheduler) {
        return "dd %d/%d  dm %d/%d  dq %d/%d waiting/done, newest %s"
                .formatted(
                        scheduler.getDdQueueLength(),
                        scheduler.getNumDdDone(),
                        scheduler.getDmQueueLength(),
                        scheduler.getNumDmDone(),
                        scheduler.getDqQueueLength(),
                        scheduler.getNumDqDone(),
                        instant(scheduler.getLastTimestamp()));
    }

    private static String instant(long timestamp) {
        return timestamp == 0 ? "none" : FollowLines.instant(timestamp);
    }
}
