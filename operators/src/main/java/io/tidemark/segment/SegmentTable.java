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
 * come in any order and are taken at once, by the millisecond. What the root coordinator tells and
 * asks waits until its time is closed, and is then taken in the order of timestamps: an answer
 * counts exactly what lies at or before its request, whose timestamp is of log partition 0 and so
 * lies before all inserts of its millisecond. Each millisecond that something waits for is closed
 * by its own name, so that many reads in flight cost each other nothing.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A message is summed up only when its time is closed: whoever asks from then on asks later.
 *   <li>Nothing is told of a time that is closed.
 *   <li>A millisecond that something waits for is closed once, and behind those before it.
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
     * @return the physical millisecond with which {@link #close} is to take it further, once that
     *     is closed; 0 for none
     * @throws IllegalStateException where an invariant is broken
     */
    public long take(SegmentUpdate update, long closedMs) {
        return switch (update.getUpdateCase()) {
            case FILL -> {
                fill(update.getFill(), closedMs);
                yield 0;
            }
            case CHANGE, READ -> await(update, closedMs);
            case UPDATE_NOT_SET ->
                    throw new IllegalStateException("an update of segments says nothing");
        };
    }

    /**
     * Takes what has waited for a physical millisecond.
     *
     * @throws IllegalStateException where nothing has
     */
    public void close(long ms, Consumer<? super WalOutput> out) {
        SegmentUpdates waiting = store.waiting(ms);
        if (waiting == null) {
            throw new IllegalStateException("Invariant 3: nothing waits for millisecond " + ms);
        }
        waiting.getUpdatesList().stream()
                .sorted(Comparator.comparingLong(SegmentTable::timestamp))
                .forEach(
                        update -> {
                            if (update.hasChange()) {
                                apply(update.getChange());
                            } else {
                                answer(update.getRead(), out);
                            }
                        });
        store.putWaiting(ms, null);
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

    private long await(SegmentUpdate update, long closedMs) {
        requireOpen(timestamp(update), closedMs);
        long ms = HybridTimestamp.physicalMs(timestamp(update));
        SegmentUpdates before = store.waiting(ms);
        SegmentUpdates.Builder updates =
                before == null ? SegmentUpdates.newBuilder() : before.toBuilder();
        store.putWaiting(ms, updates.addUpdates(update).build());
        return ms;
    }

    private static long timestamp(SegmentUpdate update) {
        return update.hasChange()
                ? update.getChange().getTimestamp()
                : update.getRead().getTimestamp();
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
