package io.tidemark.simulation;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.Request;
import io.tidemark.task.DmTaskQueue;
import io.tidemark.task.SpillStore;
import io.tidemark.tick.TickGrid;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A proxy with its chained writer: decides a task when meta has reached its millisecond. */
final class ProxyTask extends Operator {

    static final int REQUESTS = 0;
    static final int META = 1;

    /** Small enough that queues spill in every run that has a backlog. */
    private static final long BUDGET_BYTES = 400;

    private final int partition;
    private final TickGrid grid;
    private final int channels;
    private final Writer writer;
    private final Consumer<Element> out;
    private final Job job;
    private final SimulatedMeta meta = new SimulatedMeta();
    private final SortedMap<Long, Request> store;
    private final DmTaskQueue queue;
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
        this.queue = new DmTaskQueue(spill(store), BUDGET_BYTES, state.bounds());
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
        if (input == META) {
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
            decision.messages().forEach(writer::write);
            writer.pass(decision.reply());
            queue.remove();
            next = queue.peek();
        }
    }

    @Override
    void watermark() throws Exception {
        decide();
        long lowest = lowestWatermark();
        if (grid.closedMs(lowest) > forwardedMs) {
            forwardedMs = grid.closedMs(lowest);
            writer.pass(new Element.Watermark(lowest));
        }
    }

    @Override
    void snapshot(Element.Barrier barrier) throws Exception {
        writer.flush();
        DmTaskQueue.Bounds bounds = queue.checkpoint();
        Checkpoint.Proxy state = new Checkpoint.Proxy(bounds, new TreeMap<>(store));
        job.snapshot(checkpoint -> checkpoint.proxies.put(partition, state));
        out.accept(barrier);
    }
}
