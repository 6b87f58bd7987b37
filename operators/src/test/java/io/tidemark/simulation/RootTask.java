package io.tidemark.simulation;

import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;

import java.util.function.Consumer;

/** The root coordinator: decides in the order of its one partition and waits for nobody. */
final class RootTask extends Operator {

    private final SimulatedMeta meta;
    private final TickGrid grid;
    private final int channels;
    private final Consumer<Element> broadcast;
    private final Consumer<Element> writer;
    private final Job job;

    RootTask(
            SimulatedMeta meta,
            TickGrid grid,
            int channels,
            Consumer<Element> broadcast,
            Consumer<Element> writer,
            Job job) {
        super(1);
        this.meta = meta;
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
            long cell = grid.cell(tick.timestamp());
            for (int channel = 0; channel < channels; channel++) {
                writer.accept(new Element.Counted(new WalOutput.Count(channel, cell, 0)));
            }
            return;
        }
        Decision decision = Decision.of(((Element.Stamped) element).request(), meta, channels);
        if (decision.change() != null) {
            meta.apply(decision.change());
            broadcast.accept(decision.change());
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

    @Override
    void watermark() {
        Element.Watermark mark = new Element.Watermark(lowestWatermark());
        broadcast.accept(mark);
        writer.accept(mark);
    }

    @Override
    void snapshot(Element.Barrier barrier) {
        job.snapshot(checkpoint -> checkpoint.meta = meta.copy());
        broadcast.accept(barrier);
        writer.accept(barrier);
    }
}
