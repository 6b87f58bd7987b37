package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;

class SubmissionCheckTest {

    private final Configuration flink = new Configuration();
    private final Configuration own = new Configuration();

    @Test
    void usageExample() {
        assertThatCode(() -> SubmissionCheck.check(flink, own)).doesNotThrowAnyException();
    }

    @Test
    void checkpointsMustBeAligned() {
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, true);

        refused("execution.checkpointing.unaligned.enabled must be false");
    }

    @Test
    void theMaximumParallelismIsPartOfTheState() {
        flink.set(PipelineOptions.MAX_PARALLELISM, 64);

        refused("pipeline.max-parallelism must be 128, found 64");
    }

    @Test
    void definitionsAreNotReadSoFarAheadThatRequestsMissWhatIsForgotten() {
        own.set(TidemarkOptions.DEFINITIONS_DRIFT, Duration.ofMinutes(15));
        assertThatCode(() -> SubmissionCheck.check(flink, own)).doesNotThrowAnyException();
        own.set(TidemarkOptions.DEFINITIONS_DRIFT, Duration.ofMinutes(16));

        refused("tidemark.alignment.definitions must be at most 15 min");
    }

    @Test
    void proxiesLetSomeTimePassBetweenTicks() {
        own.set(TidemarkOptions.TICK_DEFINITIONS, Duration.ZERO);

        refused("tidemark.tick.definitions must be at least 1 ms, found 0 ms");
    }

    @Test
    void aClusterKeepsWhatRequestsMayNeed() {
        own.set(ClusterOptions.META_RETENTION, Duration.ofMinutes(30));
        assertThatCode(() -> ClusterOptions.proposal(own)).doesNotThrowAnyException();
        own.set(ClusterOptions.META_RETENTION, Duration.ofMinutes(29));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterOptions.proposal(own))
                .withMessage(
                        "tidemark.create.meta-retention must be at least 30 min, found 29 min");
    }

    private void refused(String start) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubmissionCheck.check(flink, own))
                .withMessageStartingWith(start);
    }
}
