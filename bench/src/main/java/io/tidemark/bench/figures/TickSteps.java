package io.tidemark.bench.figures;

import java.util.List;

/**
 * What latency and gateway are measured on: one leader after another, each at a tick step of its
 * own and on a cluster of its own, with one collection that takes batches and single rows alike.
 */
final class TickSteps {

    static final int CHANNELS = 16;
    static final int PARTITIONS = 4;
    static final Shape BATCHES = new Shape(100, 128, 1);
    static final Shape SINGLE_ROWS = new Shape(1, 128, 1);

    /** The usual one first: what does not depend on the step is measured there. */
    private static final List<Integer> STEPS_MS = List.of(50, 20, 200);

    /** What is measured at one step; the leader is closed afterwards. */
    interface Measure {
        void at(Leader leader) throws Exception;
    }

    private TickSteps() {}

    /**
     * Measures at each.
     *
     * @param name put before the topics' names
     */
    static void each(Stand stand, String name, Measure measure) throws Exception {
        for (int tickStepMs : STEPS_MS) {
            Cluster cluster =
                    new Cluster(
                            stand.bootstrap(),
                            name + tickStepMs + "-",
                            CHANNELS,
                            PARTITIONS,
                            tickStepMs);
            try (Leader leader = Leader.start(stand, cluster, List.of(BATCHES.create(0)))) {
                measure.at(leader);
            }
            cluster.forget();
        }
    }

    /** Whether this is the step at which all the rest is measured. */
    static boolean usual(Leader leader) {
        return leader.cluster().tickStepMs() == STEPS_MS.get(0);
    }
}
