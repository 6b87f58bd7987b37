package io.tidemark.jobs;

import io.tidemark.request.Request;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** A request source that counts the payload bytes it hands on, over all its readers. */
final class CountedSource<S extends SourceSplit, E> extends WrappedSource<Request, S, E> {

    private static final long serialVersionUID = 1L;

    /** One job a test, in this JVM: readers are made from a serialized copy of the source. */
    private static final AtomicLong BYTES = new AtomicLong();

    CountedSource(Source<Request, S, E> inner) {
        super(inner);
        BYTES.set(0);
    }

    static long bytes() {
        return BYTES.get();
    }

    @Override
    SourceReader<Request, S> wrap(SourceReader<Request, S> reader, SourceReaderContext context) {
        return new Reader<>(reader) {
            private ReaderOutput<Request> known;
            private ReaderOutput<Request> counted;

            @Override
            public InputStatus pollNext(ReaderOutput<Request> output) throws Exception {
                if (output != known) {
                    known = output;
                    counted = new CountedOutput(output);
                }
                return inner.pollNext(counted);
            }
        };
    }

    private static class CountedSplit implements SourceOutput<Request> {

        private final SourceOutput<Request> inner;

        CountedSplit(SourceOutput<Request> inner) {
            this.inner = inner;
        }

        @Override
        public void collect(Request request) {
            BYTES.addAndGet(request.payload().length);
            inner.collect(request);
        }

        @Override
        public void collect(Request request, long timestamp) {
            BYTES.addAndGet(request.payload().length);
            inner.collect(request, timestamp);
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

    private static final class CountedOutput extends CountedSplit implements ReaderOutput<Request> {

        private final ReaderOutput<Request> inner;

        CountedOutput(ReaderOutput<Request> inner) {
            super(inner);
            this.inner = inner;
        }

        @Override
        public SourceOutput<Request> createOutputForSplit(String splitId) {
            return new CountedSplit(inner.createOutputForSplit(splitId));
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            inner.releaseOutputForSplit(splitId);
        }
    }
}
