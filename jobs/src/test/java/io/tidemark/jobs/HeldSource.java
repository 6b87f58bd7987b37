package io.tidemark.jobs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** A source that says nothing for a while after its start: a ticker held back. */
final class HeldSource<T, S extends SourceSplit, E> extends WrappedSource<T, S, E> {

    private static final long serialVersionUID = 1L;

    private final Duration hold;
    private final Runnable released;

    /**
     * Holds a source back.
     *
     * @param released runs just before the first word
     */
    <R extends Runnable & java.io.Serializable> HeldSource(
            Source<T, S, E> inner, Duration hold, R released) {
        super(inner);
        this.hold = hold;
        this.released = released;
    }

    @Override
    SourceReader<T, S> wrap(SourceReader<T, S> reader, SourceReaderContext context) {
        CompletableFuture<Void> open =
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, hold.toMillis(), TimeUnit.MILLISECONDS)
                        .thenRun(released);
        return new Reader<>(reader) {
            @Override
            public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
                return open.isDone() ? inner.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
            }

            @Override
            public CompletableFuture<Void> isAvailable() {
                return open.isDone() ? inner.isAvailable() : open;
            }
        };
    }
}
