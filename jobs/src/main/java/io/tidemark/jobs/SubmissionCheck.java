package io.tidemark.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses, at submission, Flink settings under which the promises do not hold. */
final class SubmissionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionCheck.class);
    private static final long MAX_BUFFER_TIMEOUT_MS = 10;

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
        long bufferMs = flink.get(ExecutionOptions.BUFFER_TIMEOUT).toMillis();
        if (bufferMs > MAX_BUFFER_TIMEOUT_MS) {
            LOG.warn(
                    "{} is {} ms: a request waits for it at every hop; 1 ms is right for Tidemark.",
                    ExecutionOptions.BUFFER_TIMEOUT.key(),
                    bufferMs);
        }
    }
}
