package io.tidemark.bench.figures;

import java.time.Duration;

/** One of the measurements that make the figures. */
public interface Measurement {

    /** As the command line names it. */
    String name();

    /** About how long it takes: it is left out where less time is left. */
    Duration estimate();

    /** Measures, and writes every line as soon as it has it. */
    void run(Stand stand, Session session) throws Exception;
}
