package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import org.apache.kafka.common.TopicPartition;

/** Compares the channels of two logs of the same requests, byte by byte, under the reader rule. */
public final class LogComparison {

    private LogComparison() {}

    /**
     * Compares as far as both have come; a report without ticks compared says nothing.
     *
     * <p>As {@link #compare(String, String, String, long, long)}, whichever of the two ended first.
     *
     * @param leader topic of the one
     * @param follower topic of the other, a shadow
     */
    public static Report compare(
            String bootstrap, String leader, String follower, long tickStepMs) {
        return compare(bootstrap, leader, follower, tickStepMs, 0);
    }

    /**
     * Compares as far as both have come.
     *
     * @param until a tick that the follower must have come to on every channel
     */
    public static Report compare(
            String bootstrap, String leader, String follower, long tickStepMs, long until) {
        Report report = new Report();
        try (RawTopics raw = new RawTopics(bootstrap)) {
            raw.freeze(leader);
            raw.freeze(follower);
            for (int channel = 0; channel < raw.partitions(leader); channel++) {
                ChannelDigest one = digest(raw, leader, channel, tickStepMs, report);
                ChannelDigest other = digest(raw, follower, channel, tickStepMs, report);
                one.compare(other, leader, channel, report);
                if (other.newest() < until) {
                    report.violated(
                            Promise.W2_TICKS_COUNT_AND_CHAIN,
                            follower,
                            channel,
                            -1,
                            "is closed up to %d, not up to %d".formatted(other.newest(), until));
                }
            }
        }
        return report;
    }

    /**
     * Compares what clients were told.
     *
     * @param leader topic of the one's answers
     * @param follower topic of the other's
     * @param until a tick that both have come to
     */
    public static Report answers(String bootstrap, String leader, String follower, long until) {
        Report report = new Report();
        AnswerComparison comparison = new AnswerComparison(until, report);
        try (RawTopics raw = new RawTopics(bootstrap)) {
            raw.freeze(follower);
            raw.freeze(leader);
            raw.read(leader, comparison::one);
            raw.read(follower, comparison::other);
        }
        return report;
    }

    private static ChannelDigest digest(
            RawTopics raw, String topic, int channel, long tickStepMs, Report report) {
        ChannelDigest digest = new ChannelDigest();
        ChannelCheck check = new ChannelCheck(tickStepMs, digest, report);
        raw.read(new TopicPartition(topic, channel), check::take);
        check.finish();
        return digest;
    }
}
