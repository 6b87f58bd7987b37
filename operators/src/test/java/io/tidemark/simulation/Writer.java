package io.tidemark.simulation;

import io.tidemark.tick.CellCounts;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.AckGate;
import io.tidemark.wal.WalHeader;
import io.tidemark.wal.WalOutput;
import java.util.List;
import java.util.function.Consumer;

/** The rule of DmlWriter around the product's gate and counts, over simulated producers. */
final class Writer {

    private final List<Pipe> pipes;
    private final CellCounts counts;
    private final Consumer<Element> out;
    private final AckGate<Element> gate = new AckGate<>();

    Writer(TickGrid grid, List<Pipe> pipes, Consumer<Element> out) {
        this.counts = new CellCounts(grid, pipes.size());
        this.pipes = pipes;
        this.out = out;
    }

    void write(WalOutput.Message message) {
        AckGate.Epoch epoch = gate.send();
        counts.add(message.channel(), message.timestamp());
        pipes.get(message.channel())
                .send(
                        WalHeader.Message.of(message),
                        message.body(),
                        () -> {
                            if (epoch.acknowledge()) {
                                gate.release(out);
                            }
                        });
    }

    /** What is not a message waits for the acknowledgements before it; counts go with it. */
    void pass(Element element) {
        if (element instanceof Element.Watermark) {
            holdCounts();
        }
        gate.hold(element);
        gate.release(out);
    }

    private void holdCounts() {
        counts.drain(count -> gate.hold(new Element.Counted(count)));
    }

    /** Before a barrier: everything is in the log, everything held has left. */
    void flush() {
        holdCounts();
        pipes.forEach(Pipe::flush);
        gate.release(out);
        if (!gate.isEmpty()) {
            throw new AssertionError("the gate still holds something behind a flush");
        }
    }
}
