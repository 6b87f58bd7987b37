package io.tidemark.connectors.grpc;

import java.util.concurrent.atomic.LongAdder;

/** What became of calls and answers since the gateway started. */
public final class GatewayCounters {

    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder repeatedAnswers = new LongAdder();
    private final LongAdder unknownAnswers = new LongAdder();

    GatewayCounters() {}

    /** Calls answered by the job. */
    public long answered() {
        return answered.sum();
    }

    /** Calls the gateway itself refused: not served, malformed, too large, too many. */
    public long refused() {
        return refused.sum();
    }

    /** Calls whose request did not reach the log for certain, or that a stop cut off. */
    public long failed() {
        return failed.sum();
    }

    /** Calls whose answer did not come in time. */
    public long expired() {
        return expired.sum();
    }

    /** Calls their clients gave up: a deadline, a cancellation, a lost connection. */
    public long cancelled() {
        return cancelled.sum();
    }

    /** Answers that nobody waited for any more: a repetition, or their call was given up. */
    public long repeatedAnswers() {
        return repeatedAnswers.sum();
    }

    /** Answers to calls of another gateway or of a former life, and what is no answer at all. */
    public long unknownAnswers() {
        return unknownAnswers.sum();
    }

    void countAnswered() {
        answered.increment();
    }

    void countRefused() {
        refused.increment();
    }

    void countFailed() {
        failed.increment();
    }

    void countExpired() {
        expired.increment();
    }

    void countCancelled() {
        cancelled.increment();
    }

    void countRepeatedAnswer() {
        repeatedAnswers.increment();
    }

    void countUnknownAnswer() {
        unknownAnswers.increment();
    }

    @Override
    public String toString() {
        return "%d answered, %d refused, %d failed, %d expired, %d cancelled; answers: %d repeated, %d unknown"
                .formatted(
                        answered(),
                        refused(),
                        failed(),
                        expired(),
                        cancelled(),
                        repeatedAnswers(),
                        unknownAnswers());
    }
}
