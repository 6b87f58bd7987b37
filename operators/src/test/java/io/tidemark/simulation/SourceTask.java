package io.tidemark.simulation;

import io.tidemark.clock.HybridClock;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.clock.IdAllocator;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.util.Random;
import java.util.function.Consumer;

/** Stamps one log partition with the product's clock and ids. */
final class SourceTask implements Actor {

    private static final long MAX_DRIFT_MS = 500;

    private final int partition;
    private final RequestLog log;
    private final Random random;
    private final HybridClock clock;
    private final IdAllocator ids;
    private final Consumer<Element> out;
    private int offset;
    private Checkpoint checkpoint;
    private long checkpointId;

    SourceTask(
            int partition,
            RequestLog log,
            Checkpoint.Source state,
            Random random,
            Consumer<Element> out) {
        this.partition = partition;
        this.log = log;
        this.random = random;
        this.out = out;
        this.offset = state.offset();
        this.clock = new HybridClock(partition, MAX_DRIFT_MS, state.clock());
        this.ids = new IdAllocator(partition, state.nextId());
        out.accept(watermark());
    }

    void trigger(long id, Checkpoint into) {
        this.checkpointId = id;
        this.checkpoint = into;
    }

    @Override
    public boolean ready() {
        return checkpoint != null || offset < log.size(partition);
    }

    @Override
    public void run() {
        if (checkpoint != null) {
            checkpoint.sources.put(
                    partition, new Checkpoint.Source(offset, clock.state(), ids.next()));
            checkpoint = null;
            out.accept(new Element.Barrier(checkpointId));
            return;
        }
        RequestLog.Entry entry = log.get(partition, offset);
        if (entry.method() == Method.TIME_TICK) {
            long timestamp = clock.tick(entry.appendMs(), entry.token());
            if (partition == 0) {
                out.accept(new Element.DefinitionsTick(timestamp));
            }
            out.accept(watermark());
        } else {
            out.accept(new Element.Stamped(stamp(entry)));
            // How often a watermark comes must not enter an output (R2).
            if (random.nextInt(3) == 0) {
                out.accept(watermark());
            }
        }
        offset++;
    }

    private Element.Watermark watermark() {
        return new Element.Watermark(HybridTimestamp.physicalMs(clock.last()) - 1);
    }

    private Request stamp(RequestLog.Entry entry) {
        Payload payload =
                Payload.of(
                        entry.method() == Method.REGISTER_NODE
                                ? SimulatedNodes.payload(entry.collection(), entry.token())
                                : Decision.payload(entry.collection(), entry.rows()));
        try {
            long timestamp = clock.stamp(entry.appendMs(), entry.token(), 1);
            return new Request(
                    partition,
                    offset,
                    timestamp,
                    ids.reserve(entry.rows()),
                    entry.rows(),
                    entry.method(),
                    payload,
                    ReplyTo.NONE,
                    null);
        } catch (RefusedException e) {
            return new Request(
                    partition,
                    offset,
                    clock.last(),
                    0,
                    0,
                    entry.method(),
                    payload,
                    ReplyTo.NONE,
                    e.refusal());
        }
    }
}
