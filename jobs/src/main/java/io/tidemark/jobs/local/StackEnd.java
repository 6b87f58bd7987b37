package io.tidemark.jobs.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What ends a local stack by itself: its job, or its gateway. */
final class StackEnd {

    private StackEnd() {}

    /**
     * Completes when one of the two has ended, with a sentence that tells which.
     *
     * @param job completes with how the job ended, as Flink names it
     * @param gateway completes when the gateway no longer takes calls
     */
    static CompletableFuture<String> of(
            CompletableFuture<String> job, CompletableFuture<?> gateway) {
        CompletableFuture<String> jobEnd =
                job.thenApply(status -> "The job ended by itself (" + status + ")");
        CompletableFuture<String> gatewayEnd =
                gateway.handle(
                        (stopped, failure) ->
                                failure == null
                                        ? "The gateway stopped"
                                        : "The gateway ended by itself: "
                                                + reason(failure).getMessage());
        return jobEnd.applyToEither(gatewayEnd, sentence -> sentence);
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
