package io.tidemark.simulation;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.request.Method;
import io.tidemark.request.Request;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.function.Consumer;

/** The root coordinator: decides in the order of its one partition and waits for nobody. */
final class RootTask extends Operator {

    private final SimulatedMeta meta;
    private final SimulatedNodes nodes;
    private final TickGrid grid;
    private final int channels;
    private final Consumer<Element> broadcast;
    private final Consumer<Element> writer;
    private final Job job;

    RootTask(
            SimulatedMeta meta,
            SimulatedNodes nodes,
            TickGrid grid,
            int channels,
            Consumer<Element> broadcast,
            Consumer<Element> writer,
            Job job) {
        super(1);
        this.meta = meta;
        this.nodes = nodes;
        this.grid = grid;
        this.channels = channels;
        this.broadcast = broadcast;
        this.writer = writer;
        this.job = job;
        // After a restore the whole table goes out before the first watermark.
        meta.forEach(broadcast::accept);
        meta.flushes().forEach(broadcast);
    }

    @Override
    void element(int input, Element element) {
        if (element instanceof Element.DefinitionsTick tick) {
            nodes.advance(tick.timestamp(), this::tell);
            long cell = grid.cell(tick.timestamp());
            for (int channel = 0; channel < channels; channel++) {
                writer.accept(new Element.Counted(new WalOutput.Count(channel, cell, 0)));
            }
            return;
        }
        Request request = ((Element.Stamped) element).request();
        if (!request.refused()) {
            nodes.advance(request.timestamp(), this::tell);
        }
        if (request.method() == Method.REGISTER_NODE && !request.refused()) {
            writer.accept(nodes.register(request, this::tell));
            return;
        }
        Decision decision = Decision.of(request, meta, channels);
        if (decision.change() != null) {
            tell(decision.change());
        }
        if (decision.flush() != null) {
            meta.flush(decision.flush());
            broadcast.accept(decision.flush());
        }
        decision.messages().forEach(message -> writer.accept(new Element.Write(message)));
        decision.told().forEach(writer);
        if (decision.reply() != null) {
            writer.accept(decision.reply());
        }
    }

    private void tell(Element.MetaChange change) {
        meta.apply(change);
        broadcast.accept(change);
    }

    @Override
    void watermark() {
        if (lowestWatermark() > 0) {
            nodes.advance(HybridTimestamp.endOf(lowestWatermark()), this::tell);
        }
        Element.Watermark mark = new Element.Watermark(lowestWatermark());
        broadcast.accept(mark);
        writer.accept(mark);
    }

    @Override
    void snapshot(Element.Barrier barrier) {
        job.snapshot(
                checkpoint -> {
                    checkpoint.meta = meta.copy();
                    checkpoint.nodes = nodes.state();
                });
        broadcast.accept(barrier);
        writer.accept(barrier);
    }
}
