package io.tidemark.bench.chaos;

import java.util.Optional;

/** Looks at the load fault by fault: one that stands still finds nothing, whatever breaks. */
final class LoadLooks {

    private long before;

    /**
     * @param acknowledged requests the broker has before the first fault
     */
    LoadLooks(long acknowledged) {
        this.before = acknowledged;
    }

    /** Requests the broker had at the look before. */
    long before() {
        return before;
    }

    /**
     * What is to be said against the load since the look before.
     *
     * @param death what ended it; empty while it lives
     * @param acknowledged requests the broker has, from the beginning on
     */
    Optional<String> violation(FaultKind during, Optional<String> death, long acknowledged) {
        boolean stood = acknowledged <= before;
        before = acknowledged;
        return death.map(sentence -> sentence + ", during " + during)
                .or(
                        () ->
                                stood
                                        ? Optional.of("the load sent nothing during " + during)
                                        : Optional.empty());
    }
}
