package io.tidemark.tick;

import java.util.ArrayList;
import java.util.List;

/** Keeps what times were asked for, in order; for tasks of one JVM. */
public final class TestingDefinitionTicks implements DefinitionTicks {

    private static final long serialVersionUID = 1L;

    private final long distanceMs;
    private final transient List<Long> asked = new ArrayList<>();
    private int open;

    public TestingDefinitionTicks(long distanceMs) {
        this.distanceMs = distanceMs;
    }

    @Override
    public long distanceMs() {
        return distanceMs;
    }

    @Override
    public Writer open(String task) {
        open++;
        return new Writer() {

            @Override
            public void tick(long timeMs) {
                asked.add(timeMs);
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    /** Takes what was asked for since the last call. */
    public List<Long> drain() {
        List<Long> drained = List.copyOf(asked);
        asked.clear();
        return drained;
    }

    /** How many writers are open. */
    public int open() {
        return open;
    }
}
