package io.tidemark.bench;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;

/** Durations as Flink writes them: {@code 40m}, {@code 90 s}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return TimeUtils.parseDuration(text);
    }
}
