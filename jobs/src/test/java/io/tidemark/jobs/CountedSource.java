package io.tidemark.jobs;

import io.tidemark.request.Requests;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.core.io.InputStatus;

/** A request source that counts the payload bytes it hands on, over all its readers. */
final class CountedSource<S extends SourceSplit, E> extends WrappedSource<Requests, S, E>
        implements SupportsSplitReassignmentOnRecovery {

    private static final long serialVersionUID = 1L;

    /** One job a test, in this JVM: readers are made from a serialized copy of the source. */
    private static final AtomicLong BYTES = new AtomicLong();

    private static final AtomicLong LAST_NANOS = new AtomicLong();

    CountedSource(Source<Requests, S, E> inner) {
        super(inner);
        BYTES.set(0);
    }

    static long bytes() {
        return BYTES.get();
    }

    /** Time since the last of them went on. */
    static Duration silence() {
        return Duration.ofNanos(System.nanoTime() - LAST_NANOS.get());
    }

    @Override
    SourceReader<Requests, S> wrap(SourceReader<Requests, S> reader, SourceReaderContext context) {
        return new Reader<>(reader) {
            private ReaderOutput<Requests> known;
            private ReaderOutput<Requests> counted;

            @Override
            public InputStatus pollNext(ReaderOutput<Requests> output) throws Exception {
                if (output != known) {
                    known = output;
                    counted = new CountedOutput(output);
                }
                return inner.pollNext(counted);
            }
        };
    }

    private static class CountedSplit implements SourceOutput<Requests> {

        private final SourceOutput<Requests> inner;

        CountedSplit(SourceOutput<Requests> inner) {
            this.inner = inner;
        }

        @Override
        public void collect(Requests requests) {
            throw new AssertionError("requests have a time");
        }

        @Override
        public void collect(Requests requests, long timestamp) {
            requests.all().forEach(request -> BYTES.addAndGet(request.payload().size()));
            LAST_NANOS.set(System.nanoTime());
            inner.collect(requests, timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            inner.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            inner.markIdle();
        }

        @Override
        public void markActive() {
            inner.markActive();
        }
    }

    private static final class CountedOutput extends CountedSplit
            implements ReaderOutput<Requests> {

        private final ReaderOutput<Requests> inner;

        CountedOutput(ReaderOutput<Requests> inner) {
            super(inner);
            this.inner = inner;
        }

        @Override
        public SourceOutput<Requests> createOutputForSplit(String splitId) {
            return new CountedSplit(inner.createOutputForSplit(splitId));
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            inner.releaseOutputForSplit(splitId);
        }
    }
}
