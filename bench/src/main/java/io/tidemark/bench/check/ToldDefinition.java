package io.tidemark.bench.check;

import java.util.BitSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A definition as its messages tell it: when, where first, and on which channels. */
abstract class ToldDefinition {

    private final long timestamp;
    private final int channel;
    private final long offset;
    private final BitSet seen = new BitSet();
    private long appendedMs;

    /**
     * @param first the message that told it first; {@link #told} takes it too
     */
    ToldDefinition(long timestamp, ConsumerRecord<byte[], byte[]> first) {
        this.timestamp = timestamp;
        this.channel = first.partition();
        this.offset = first.offset();
    }

    /** Takes its message of one channel. */
    final void told(ConsumerRecord<byte[], byte[]> message) {
        seen.set(message.partition());
        appendedMs = Math.max(appendedMs, message.timestamp());
    }

    final long timestamp() {
        return timestamp;
    }

    /** Of the message that told it first. */
    final int channel() {
        return channel;
    }

    /** Of the message that told it first. */
    final long offset() {
        return offset;
    }

    /** The channels that have it. */
    final BitSet seen() {
        return seen;
    }

    /** When the broker had taken it on all channels, on each for the first time. */
    final long appendedMs() {
        return appendedMs;
    }
}
