package io.tidemark.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A task with its inputs: each in order, none with any order towards another; aligned barriers. */
abstract class Operator {

    private final List<Deque<Element>> inputs = new ArrayList<>();
    private final boolean[] blocked;
    private final long[] watermarks;

    Operator(int inputCount) {
        for (int input = 0; input < inputCount; input++) {
            inputs.add(new ArrayDeque<>());
        }
        this.blocked = new boolean[inputCount];
        this.watermarks = new long[inputCount];
        Arrays.fill(watermarks, Long.MIN_VALUE);
    }

    abstract void element(int input, Element element) throws Exception;

    /** An input's watermark rose. */
    abstract void watermark() throws Exception;

    /** All inputs have brought the barrier. */
    abstract void snapshot(Element.Barrier barrier) throws Exception;

    void send(int input, Element element) {
        inputs.get(input).add(element);
    }

    long watermark(int input) {
        return watermarks[input];
    }

    long lowestWatermark() {
        long lowest = Long.MAX_VALUE;
        for (long mark : watermarks) {
            lowest = Math.min(lowest, mark);
        }
        return lowest;
    }

    List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < blocked.length; i++) {
            int input = i;
            actors.add(
                    new Actor() {
                        @Override
                        public boolean ready() {
                            return !blocked[input] && !inputs.get(input).isEmpty();
                        }

                        @Override
                        public void run() throws Exception {
                            deliver(input, inputs.get(input).remove());
                        }
                    });
        }
        return actors;
    }

    private void deliver(int input, Element element) throws Exception {
        if (element instanceof Element.Barrier barrier) {
            blocked[input] = true;
            boolean aligned = true;
            for (boolean reached : blocked) {
                aligned &= reached;
            }
            if (aligned) {
                snapshot(barrier);
                Arrays.fill(blocked, false);
            }
        } else if (element instanceof Element.Watermark mark) {
            if (mark.ms() > watermarks[input]) {
                watermarks[input] = mark.ms();
                watermark();
            }
        } else {
            element(input, element);
        }
    }
}
