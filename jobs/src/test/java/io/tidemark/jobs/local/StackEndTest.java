package io.tidemark.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StackEndTest {

    private final CompletableFuture<String> job = new CompletableFuture<>();
    private final CompletableFuture<Void> gateway = new CompletableFuture<>();
    private final CompletableFuture<String> end = StackEnd.of(job, gateway);

    @Test
    void usageExample() {
        assertThat(end).isNotDone();

        job.complete("FAILED");

        assertThat(end).isCompletedWithValue("The job ended by itself (FAILED)");
    }

    @Test
    void aGatewayThatDiesEndsTheStackToo() {
        gateway.completeExceptionally(new IllegalStateException("answers can no longer be read"));

        assertThat(end)
                .isCompletedWithValue("The gateway ended by itself: answers can no longer be read");
    }

    @Test
    void aJobWhoseEndCannotBeAskedForEndsItAsWell() {
        job.completeExceptionally(new IllegalStateException("no cluster"));

        assertThat(end).isCompletedExceptionally();
    }
}
