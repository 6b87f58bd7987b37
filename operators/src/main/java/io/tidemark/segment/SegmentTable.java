package io.tidemark.segment;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentEntry;
import io.tidemark.proto.SegmentFill;
import io.tidemark.proto.SegmentRead;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.proto.SegmentUpdates;
import io.tidemark.wal.WalOutput;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The segments of one collection: a fold over what its proxies and the root coordinator tell. Fills
 * come in any order and are taken at once, each message with its timestamp. What the root
 * coordinator tells and asks waits until its time is closed, and is then taken in the order of
 * timestamps: an answer counts exactly what lies at or before its request.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A message is summed up only when its time is closed: whoever asks from then on asks later.
 *   <li>Nothing is told of a time that is closed.
 * </ol>
 */
public final class SegmentTable {

    private final SegmentStore store;

    public SegmentTable(SegmentStore store) {
        this.store = store;
    }

    /**
     * Takes an update.
     *
     * @param closedMs the physical millisecond up to which all is told; {@link Long#MIN_VALUE} for
     *     none
     * @return the timestamp at which it is to be taken further by {@link #close}; 0 for none
     * @throws IllegalStateException where an invariant is broken
     */
    public long take(SegmentUpdate update, long closedMs) {
        return switch (update.getUpdateCase()) {
            case FILL -> {
                fill(update.getFill(), closedMs);
                yield 0;
            }
            case CHANGE -> await(update.getChange().getTimestamp(), update, closedMs);
            case READ -> await(update.getRead().getTimestamp(), update, closedMs);
            case UPDATE_NOT_SET ->
                    throw new IllegalStateException("an update of segments says nothing");
        };
    }

    /** Takes what has waited for a physical millisecond, and for those before it. */
    public void close(long ms, Consumer<? super WalOutput> out) {
        List<Long> due =
                store.waiting().stream()
                        .filter(timestamp -> HybridTimestamp.physicalMs(timestamp) <= ms)
                        .sorted()
                        .toList();
        for (long timestamp : due) {
            for (SegmentUpdate update : store.waiting(timestamp).getUpdatesList()) {
                if (update.hasChange()) {
                    apply(update.getChange());
                } else {
                    answer(update.getRead(), out);
                }
            }
            store.putWaiting(timestamp, null);
        }
    }

    /** Every segment, by id. */
    public List<SegmentEntry> segments() {
        return store.segments().stream()
                .sorted(Comparator.comparingLong(SegmentEntry::getId))
                .toList();
    }

    private void fill(SegmentFill fill, long closedMs) {
        if (fill.getTimestampsCount() > 0) {
            requireOpen(fill.getTimestamps(0), closedMs);
        }
        SegmentEntry before = store.segment(fill.getSegmentId());
        store.put(SegmentEntries.filled(before, fill, closedMs));
    }

    private long await(long timestamp, SegmentUpdate update, long closedMs) {
        requireOpen(timestamp, closedMs);
        SegmentUpdates before = store.waiting(timestamp);
        SegmentUpdates.Builder updates =
                before == null ? SegmentUpdates.newBuilder() : before.toBuilder();
        store.putWaiting(timestamp, updates.addUpdates(update).build());
        return timestamp;
    }

    private static void requireOpen(long timestamp, long closedMs) {
        if (HybridTimestamp.physicalMs(timestamp) <= closedMs) {
            throw new IllegalStateException(
                    "Invariant 2: "
                            + HybridTimestamp.format(timestamp)
                            + " came behind the watermark "
                            + closedMs);
        }
    }

    private void apply(MetaChange change) {
        if (change.hasSegment()) {
            SegmentEntry segment = store.segment(change.getSegment().getId());
            // What a data node made on its own, as by compaction, no proxy has told of.
            if (segment != null) {
                store.put(segment.toBuilder().setFlushedTimestamp(change.getTimestamp()).build());
            }
            return;
        }
        for (SegmentEntry segment : store.segments()) {
            if (change.hasCollection()
                    || segment.getPartitionId() == change.getPartition().getId()) {
                store.remove(segment.getId());
            }
        }
    }

    private void answer(SegmentRead read, Consumer<? super WalOutput> out) {
        out.accept(SegmentAnswer.of(read, segments()));
    }
}
