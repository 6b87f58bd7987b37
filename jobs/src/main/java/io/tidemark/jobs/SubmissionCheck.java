package io.tidemark.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Refuses, at submission, Flink settings under which the promises do not hold. */
final class SubmissionCheck {

    private SubmissionCheck() {}

    static void check(ReadableConfig flink) {
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
