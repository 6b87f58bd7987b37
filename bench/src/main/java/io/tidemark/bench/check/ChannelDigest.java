package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.Fingerprint;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One channel under the reader rule, as a hash a tick: two logs of the same requests have the same.
 */
final class ChannelDigest implements ChannelCheck.Closed {

    private final LongColumn ticks = new LongColumn();
    private final LongColumn hashes = new LongColumn();
    private final LongColumn offsets = new LongColumn();
    private long hash;

    @Override
    public void message(ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message) {
        hash = Fingerprint.combine(hash, key.timestamp());
        hash = Fingerprint.combine(hash, Answers.fingerprint(message));
    }

    @Override
    public void tick(long timestamp, ConsumerRecord<byte[], byte[]> tick) {
        ticks.add(timestamp);
        hashes.add(Fingerprint.combine(hash, Answers.fingerprint(tick)));
        offsets.add(tick.offset());
        hash = 0;
    }

    int size() {
        return ticks.size();
    }

    /** The newest closed tick; 0 where there is none. */
    long newest() {
        return size() == 0 ? 0 : ticks.get(size() - 1);
    }

    /** Compares as far as both go, and tells the first difference; the rest follows from it. */
    void compare(ChannelDigest other, String topic, int channel, Report report) {
        int common = Math.min(size(), other.size());
        for (int i = 0; i < common; i++) {
            if (ticks.get(i) != other.ticks.get(i) || hashes.get(i) != other.hashes.get(i)) {
                report.violated(
                        Promise.REPETITIONS_ARE_THE_SAME_BYTES,
                        topic,
                        channel,
                        offsets.get(i),
                        "up to tick %d differs from the other log's up to tick %d at offset %d"
                                .formatted(ticks.get(i), other.ticks.get(i), other.offsets.get(i)));
                return;
            }
        }
        report.count("ticks compared", common);
    }
}
