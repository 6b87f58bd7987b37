package io.tidemark.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Small outputs on their way to a topic, gathered partition by partition to share records: many
 * small ones would cost more than what they hold. One without company leaves as it came. Which
 * outputs share a record is left to chance, and says nothing.
 *
 * @param <T> what is gathered
 */
public final class SharedRecords<T extends WalOutput> {

    /** A larger one would not fit into a batch of {@code dml}'s producers, of 256 KiB. */
    private static final int ENOUGH_BYTES = 7 << 15;

    /**
     * Makes one of several.
     *
     * @param <T> what is gathered
     */
    public interface Pack<T> {

        /**
         * The record that they share.
         *
         * @param outputs of one partition, at least two, in the order in which they came
         * @param bytes what they take together
         */
        WalOutput of(List<T> outputs, int bytes);
    }

    /** The outputs of one partition, and the bytes they will take together. */
    private static final class Open<T> {
        private final List<T> outputs = new ArrayList<>();
        private int bytes;
    }

    private final int maxBytes;
    private final Pack<T> pack;
    private final List<Open<T>> byPartition = new ArrayList<>();
    private int size;

    /**
     * @param maxBytes of a record's value
     */
    public SharedRecords(int partitions, int maxBytes, Pack<T> pack) {
        this.maxBytes = Math.min(maxBytes, ENOUGH_BYTES);
        this.pack = pack;
        for (int partition = 0; partition < partitions; partition++) {
            byPartition.add(new Open<>());
        }
    }

    /** Whether an output that takes so many bytes may be gathered. */
    public boolean fits(int bytes) {
        return bytes <= maxBytes;
    }

    /**
     * Gathers one more.
     *
     * @param out takes what has to leave before it
     */
    public void add(int partition, T output, int bytes, Consumer<? super WalOutput> out) {
        Open<T> open = byPartition.get(partition);
        if (open.bytes + bytes > maxBytes) {
            drain(open, out);
        }
        open.outputs.add(output);
        open.bytes += bytes;
        size++;
    }

    /** Whether nothing is gathered. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Hands out what was gathered of a partition. */
    public void drain(int partition, Consumer<? super WalOutput> out) {
        drain(byPartition.get(partition), out);
    }

    /** Hands out all that was gathered, in the order of the partitions. */
    public void drain(Consumer<? super WalOutput> out) {
        for (int partition = 0; size > 0; partition++) {
            drain(byPartition.get(partition), out);
        }
    }

    private void drain(Open<T> open, Consumer<? super WalOutput> out) {
        if (open.outputs.size() == 1) {
            out.accept(open.outputs.get(0));
        } else if (open.outputs.size() > 1) {
            out.accept(pack.of(open.outputs, open.bytes));
        }
        size -= open.outputs.size();
        open.outputs.clear();
        open.bytes = 0;
    }
}
