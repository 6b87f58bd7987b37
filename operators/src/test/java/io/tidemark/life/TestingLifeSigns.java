package io.tidemark.life;

import io.tidemark.proto.Heartbeat;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was told, in order; for tasks of one JVM. */
public final class TestingLifeSigns implements LifeSigns {

    private static final long serialVersionUID = 1L;

    private final long intervalMs;
    private final transient List<Heartbeat> told = new ArrayList<>();
    private int open;

    public TestingLifeSigns(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    @Override
    public long intervalMs() {
        return intervalMs;
    }

    @Override
    public Voice open(String task) {
        open++;
        return new Voice() {

            @Override
            public void tell(Heartbeat heartbeat) {
                told.add(heartbeat);
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    /** Takes what was told since the last call. */
    public List<Heartbeat> drain() {
        List<Heartbeat> drained = List.copyOf(told);
        told.clear();
        return drained;
    }

    /** How many voices are open. */
    public int open() {
        return open;
    }
}
