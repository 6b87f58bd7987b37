package io.tidemark.simulation;

import java.util.function.Consumer;

/** The root coordinator's writer, a vertex of its own. */
final class WriterTask extends Operator {

    private final Writer writer;
    private final Consumer<Element> out;

    WriterTask(Writer writer, Consumer<Element> out) {
        super(1);
        this.writer = writer;
        this.out = out;
    }

    @Override
    void element(int input, Element element) {
        if (element instanceof Element.Write write) {
            writer.write(write.message());
        } else {
            writer.pass(element);
        }
    }

    @Override
    void watermark() {
        writer.pass(new Element.Watermark(lowestWatermark()));
    }

    @Override
    void snapshot(Element.Barrier barrier) {
        writer.flush();
        out.accept(barrier);
    }
}
