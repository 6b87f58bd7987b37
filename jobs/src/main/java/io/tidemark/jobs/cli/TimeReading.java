package io.tidemark.jobs.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far time has come, place by place, from the request topics through the operators to the
 * channels.
 *
 * @param log the partitions of {@code definitions} and {@code requests}: append time of the newest
 *     record
 * @param operators watermarks of subtasks, upstream first; none where Flink was not reached
 * @param channels newest tick of each channel
 */
record TimeReading(List<Place> log, List<Place> operators, List<Place> channels) {

    /**
     * One place.
     *
     * @param timeMs milliseconds since the Unix epoch; {@link #NEVER} where none has come there yet
     */
    record Place(String name, long timeMs) {

        static final long NEVER = Long.MIN_VALUE;

        boolean never() {
            return timeMs == NEVER;
        }
    }

    /** A partition is ticked each few hundredths of a second: this is no jitter any more. */
    private static final long LOG_LAG_MS = 1_000;

    /** Flink tells watermarks that are up to a second or two old. */
    private static final long JOB_LAG_MS = 4_000;

    TimeReading {
        log = List.copyOf(log);
        operators = List.copyOf(operators);
        channels = List.copyOf(channels);
    }

    /** The place where time is oldest. */
    static Optional<Place> oldest(List<Place> places) {
        return places.stream().min(Comparator.comparingLong(Place::timeMs));
    }

    static Optional<Place> newest(List<Place> places) {
        return places.stream().max(Comparator.comparingLong(Place::timeMs));
    }

    /**
     * Who holds time, in a sentence. Time passes from place to place, so it is held by the first
     * one that is behind what lies before it.
     *
     * @param nowMs this machine's clock
     */
    String verdict(long nowMs) {
        Place last = newest(log).orElseThrow();
        Place first = oldest(log).orElseThrow();
        if (last.never()) {
            return "Nothing was ever appended to definitions and requests: no job has run.";
        }
        if (first.never() || last.timeMs() - first.timeMs() > LOG_LAG_MS) {
            return "The log partition "
                    + first.name()
                    + " holds time: "
                    + (first.never() ? "nothing was ever appended" : "its newest record is")
                    + behind(first, last.timeMs())
                    + ". No tick arrives there: has the partition a leader?";
        }
        if (nowMs - last.timeMs() > LOG_LAG_MS) {
            return "Time stands still everywhere: nothing was appended to definitions and requests"
                    + " for "
                    + span(nowMs - last.timeMs())
                    + ". Is a job in role leader running?";
        }
        return job(first.timeMs());
    }

    private String job(long logMs) {
        for (Place operator : operators) {
            if (operator.never() || logMs - operator.timeMs() > JOB_LAG_MS) {
                return operator.name()
                        + " holds time:"
                        + (operator.never() ? " it has no watermark yet" : " its watermark is")
                        + behind(operator, logMs)
                        + ". It waits for what lies before it, or works off a backlog.";
            }
        }
        Optional<Place> channel = oldest(channels);
        if (channel.isPresent()
                && (channel.get().never() || logMs - channel.get().timeMs() > JOB_LAG_MS)) {
            return channel.get().name()
                    + " holds time: "
                    + (channel.get().never() ? "it never ticked" : "its newest tick is")
                    + behind(channel.get(), logMs)
                    + ". Its writers, or TickWriter, wait for an acknowledgement, or the job does"
                    + " not run.";
        }
        List<Place> all = new ArrayList<>(log);
        all.addAll(channels);
        long spreadMs = newest(all).orElseThrow().timeMs() - oldest(all).orElseThrow().timeMs();
        return "Nobody holds time: from the log to the channels it is within "
                + span(spreadMs)
                + ".";
    }

    private static String behind(Place place, long referenceMs) {
        return place.never() ? "" : " " + span(referenceMs - place.timeMs()) + " behind";
    }

    /** A span for people. */
    static String span(long ms) {
        long positive = Math.max(0, ms);
        if (positive < 10_000) {
            return positive + " ms";
        }
        long seconds = positive / 1000;
        return seconds < 600 ? seconds + " s" : seconds / 60 + " min";
    }
}
