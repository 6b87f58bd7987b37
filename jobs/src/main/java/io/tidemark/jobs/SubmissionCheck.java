package io.tidemark.jobs;

import io.tidemark.setting.Setting;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.TimeUtils;

/** Refuses, at submission, settings under which the promises do not hold. */
final class SubmissionCheck {

    /** Half of what is kept at least: the rest is for what is read before alignment speaks. */
    private static final Duration MOST_AHEAD =
            Duration.ofSeconds(Setting.LEAST_RETENTION_SECONDS).dividedBy(2);

    private SubmissionCheck() {}

    /**
     * @param flink settings of Flink
     * @param own those of the job
     */
    static void check(ReadableConfig flink, ReadableConfig own) {
        Duration ahead = own.get(TidemarkOptions.DEFINITIONS_DRIFT);
        if (ahead.compareTo(MOST_AHEAD) > 0) {
            throw new IllegalArgumentException(
                    TidemarkOptions.DEFINITIONS_DRIFT.key()
                            + " must be at most "
                            + TimeUtils.formatWithHighestUnit(MOST_AHEAD)
                            + ", or meta that an insert needs could be gone, found "
                            + TimeUtils.formatWithHighestUnit(ahead));
        }
        if (own.get(TidemarkOptions.TICK_DEFINITIONS).toMillis() < 1) {
            throw new IllegalArgumentException(
                    TidemarkOptions.TICK_DEFINITIONS.key()
                            + " must be at least 1 ms, found "
                            + TimeUtils.formatWithHighestUnit(
                                    own.get(TidemarkOptions.TICK_DEFINITIONS)));
        }
        if (flink.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
            throw new IllegalArgumentException(
                    CheckpointingOptions.ENABLE_UNALIGNED.key()
                            + " must be false: a count must lie on its message's side of the"
                            + " barrier");
        }
        Integer maxParallelism =
                flink.getOptional(PipelineOptions.MAX_PARALLELISM)
                        .orElse(TidemarkTopology.MAX_PARALLELISM);
        if (maxParallelism != TidemarkTopology.MAX_PARALLELISM && maxParallelism != -1) {
            throw new IllegalArgumentException(
                    PipelineOptions.MAX_PARALLELISM.key()
                            + " must be "
                            + TidemarkTopology.MAX_PARALLELISM
                            + ", found "
                            + maxParallelism);
        }
    }
}
