package io.tidemark.jobs.cli;

import io.tidemark.clock.HybridTimestamp;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a hybrid timestamp, or gives the first one of an instant. */
@Command(
        name = "timestamp",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a timestamp of Tidemark (or Milvus) means: when, through which log "
                    + "partition, and its place within that millisecond.",
            "Given an instant, shows the first timestamp of its millisecond."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark timestamp 446744073709551615",
            "  tidemark timestamp 2026-01-01T00:00:00Z"
        })
final class TimestampCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "TIMESTAMP|INSTANT",
            description = "a number, or an instant as 2026-01-01T00:00:00Z")
    private String given;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(explain(parse(given)));
        spec.commandLine().getOut().flush();
        return TidemarkCommand.OK;
    }

    private long parse(String text) {
        return TimestampText.parse(text)
                .orElseThrow(
                        () ->
                                new CommandLine.ParameterException(
                                        spec.commandLine(),
                                        "Expected "
                                                + TimestampText.EXPECTED
                                                + ", found '"
                                                + text
                                                + "'"));
    }

    private static String explain(long timestamp) {
        return String.join(
                System.lineSeparator(),
                "timestamp  " + timestamp,
                "instant    " + Instant.ofEpochMilli(HybridTimestamp.physicalMs(timestamp)),
                "partition  " + partition(timestamp),
                "sequence   " + HybridTimestamp.sequence(timestamp),
                "");
    }

    private static String partition(long timestamp) {
        if (HybridTimestamp.logical(timestamp) == HybridTimestamp.LOGICAL_MASK) {
            return "none: the end of its millisecond, as ticks of dml have it";
        }
        int partition = HybridTimestamp.partition(timestamp);
        return partition == 0 ? "definitions" : "requests " + (partition - 1);
    }
}
