package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.Ended;
import java.util.Optional;

/**
 * Judges processes that end by themselves: whatever is done to others, only that which a fault is
 * meant to end may.
 */
final class Endings {

    private FaultKind kind = FaultKind.CALM;

    /** From now on it is this fault that may excuse. */
    void begin(FaultKind striking) {
        kind = striking;
    }

    /** What is to be said against it; empty where the fault excuses it. */
    Optional<String> violation(Ended ended) {
        return kind.excuses(ended.process())
                ? Optional.empty()
                : Optional.of(ended + " during " + kind + ", which does not excuse that");
    }
}
