package io.tidemark.operators;

import io.tidemark.request.Requests;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A source of one subtask in the same process, whose every poll a test says. It has no splits. */
final class TestingSource
        implements Source<Requests, SourceSplit, Void>, SourceReader<Requests, SourceSplit> {

    private static final long serialVersionUID = 1L;

    private final transient Queue<Consumer<ReaderOutput<Requests>>> polls = new ArrayDeque<>();
    private transient CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean ended;
    private boolean closed;

    /** What one of the next polls does. */
    void poll(Consumer<ReaderOutput<Requests>> poll) {
        polls.add(poll);
        available.complete(null);
    }

    /** Behind all polls said so far comes nothing more. */
    void end() {
        ended = true;
        available.complete(null);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Requests> output) {
        if (!polls.isEmpty()) {
            polls.remove().accept(output);
        }
        if (!polls.isEmpty()) {
            return InputStatus.MORE_AVAILABLE;
        }
        if (ended) {
            return InputStatus.END_OF_INPUT;
        }
        available = new CompletableFuture<>();
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<SourceSplit> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Requests, SourceSplit> createReader(SourceReaderContext context) {
        return this;
    }

    @Override
    public void start() {
        // It is told what to do.
    }

    @Override
    public void addSplits(List<SourceSplit> splits) {
        throw new IllegalStateException("expected no splits, found " + splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        // There never were any.
    }

    @Override
    public SplitEnumerator<SourceSplit, Void> createEnumerator(
            SplitEnumeratorContext<SourceSplit> context) {
        throw new IllegalStateException("no JobManager runs");
    }

    @Override
    public SplitEnumerator<SourceSplit, Void> restoreEnumerator(
            SplitEnumeratorContext<SourceSplit> context, Void checkpoint) {
        throw new IllegalStateException("no JobManager runs");
    }

    @Override
    public SimpleVersionedSerializer<SourceSplit> getSplitSerializer() {
        return new NoSerializer<>();
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new NoSerializer<>();
    }

    private static final class NoSerializer<T> implements SimpleVersionedSerializer<T> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T any) {
            throw new IllegalStateException("expected nothing to keep, found " + any);
        }

        @Override
        public T deserialize(int version, byte[] bytes) {
            throw new IllegalStateException("nothing was kept");
        }
    }
}
