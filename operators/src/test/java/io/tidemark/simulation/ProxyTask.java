package io.tidemark.simulation;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.OpenSegments;
import io.tidemark.request.Request;
import io.tidemark.segment.PendingFlushes;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.task.DmTaskQueue;
import io.tidemark.task.SpillStore;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A proxy with its chained writer: decides a task when meta has reached its millisecond. */
final class ProxyTask extends Operator {

    static final int REQUESTS = 0;
    static final int META = 1;

    /** Small enough that queues spill in every run that has a backlog. */
    private static final long BUDGET_BYTES = 400;

    /** Small enough that segments fill up. */
    private static final long SEGMENT_ROWS = 20;

    private final int partition;
    private final TickGrid grid;
    private final int channels;
    private final Writer writer;
    private final Consumer<Element> out;
    private final Job job;
    private final SimulatedMeta meta = new SimulatedMeta();
    private final SortedMap<Long, Request> store;
    private final DmTaskQueue queue;
    private final SegmentAllocator segments;
    private final PendingFlushes flushes;
    private long forwardedMs = Long.MIN_VALUE;

    ProxyTask(
            int partition,
            Checkpoint.Proxy state,
            TickGrid grid,
            int channels,
            Writer writer,
            Consumer<Element> out,
            Job job) {
        super(2);
        this.partition = partition;
        this.grid = grid;
        this.channels = channels;
        this.writer = writer;
        this.out = out;
        this.job = job;
        this.store = new TreeMap<>(state.store());
        this.queue = new DmTaskQueue(spill(store), BUDGET_BYTES, state.queue());
        this.segments = SegmentAllocator.restore(SEGMENT_ROWS, state.segments());
        this.flushes = new PendingFlushes(state.segments().getFlushesList());
    }

    private static SpillStore spill(SortedMap<Long, Request> store) {
        return new SpillStore() {
            @Override
            public void put(long index, Request request) {
                store.put(index, request);
            }

            @Override
            public Request get(long index) {
                Request request = store.get(index);
                if (request == null) {
                    throw new AssertionError("no task " + index + " in the store");
                }
                return request;
            }

            @Override
            public void remove(long index) {
                store.remove(index);
            }
        };
    }

    @Override
    void element(int input, Element element) throws Exception {
        if (element instanceof Element.Flush flush) {
            flushes.add(flush.timestamp(), flush.collectionId());
        } else if (input == META) {
            meta.apply((Element.MetaChange) element);
        } else {
            queue.add(((Element.Stamped) element).request());
            decide();
        }
    }

    private void decide() throws Exception {
        Request next = queue.peek();
        while (next != null && HybridTimestamp.physicalMs(next.timestamp()) <= watermark(META)) {
            Decision decision = Decision.of(next, meta, channels);
            flushes.applyBefore(next.timestamp(), segments::seal);
            if (!decision.messages().isEmpty()) {
                fill(next);
            }
            decision.messages().forEach(writer::write);
            writer.pass(decision.reply());
            queue.remove();
            next = queue.peek();
        }
    }

    /** All rows of a request go into one shard: the split is not what is simulated. */
    private void fill(Request insert) {
        int collection = Decision.collection(insert);
        long collectionId = meta.createdAt(collection, insert.timestamp());
        int placed = 0;
        while (placed < insert.idCount()) {
            int rows =
                    segments.allocate(
                                    collectionId,
                                    1,
                                    0,
                                    insert.idCount() - placed,
                                    insert.firstId() + placed,
                                    insert.timestamp())
                            .rows();
            segments.wrote(insert.timestamp(), rows, rows);
            placed += rows;
        }
    }

    private void tell() {
        segments.drain(
                (collection, update) ->
                        writer.pass(
                                new Element.ForSegments(
                                        new WalOutput.ForSegments(
                                                collection, update.toByteArray()))));
    }

    @Override
    void watermark() throws Exception {
        decide();
        long lowest = lowestWatermark();
        if (grid.closedMs(lowest) > forwardedMs) {
            forwardedMs = grid.closedMs(lowest);
            flushes.applyBefore(HybridTimestamp.endOf(lowest) + 1, segments::seal);
            tell();
            writer.pass(new Element.Watermark(lowest));
        }
    }

    @Override
    void snapshot(Element.Barrier barrier) throws Exception {
        tell();
        writer.flush();
        DmTaskQueue.Kept kept = queue.checkpoint();
        OpenSegments open =
                segments.snapshot().toBuilder().addAllFlushes(flushes.snapshot()).build();
        Checkpoint.Proxy state = new Checkpoint.Proxy(kept, new TreeMap<>(store), open);
        job.snapshot(checkpoint -> checkpoint.proxies.put(partition, state));
        out.accept(barrier);
    }
}
