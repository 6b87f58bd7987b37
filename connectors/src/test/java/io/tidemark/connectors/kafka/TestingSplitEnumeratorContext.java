package io.tidemark.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** An enumerator's surroundings in the test's hand: its readers, and when its call comes back. */
final class TestingSplitEnumeratorContext implements SplitEnumeratorContext<LogSplit> {

    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    private final List<Map<Integer, List<LogSplit>>> assignments = new ArrayList<>();
    private BiConsumer<Object, Throwable> called;

    TestingSplitEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
    }

    void register(int subtask) {
        readers.put(subtask, new ReaderInfo(subtask, "here"));
    }

    void unregister(int subtask) {
        readers.remove(subtask);
    }

    /** Lets the verification come back with the topic's id. */
    void verified(String topicId) {
        called.accept(topicId, null);
    }

    void verificationFailed(Throwable failure) {
        called.accept(null, failure);
    }

    /** Every assignment so far, in order. */
    List<Map<Integer, List<LogSplit>>> assignments() {
        return assignments;
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<LogSplit> assignment) {
        assignments.add(new TreeMap<>(assignment.assignment()));
    }

    @Override
    @SuppressWarnings("unchecked") // the one call that an enumerator makes
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        called = (BiConsumer<Object, Throwable>) handler;
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
        throw new AssertionError("nothing is discovered, so nothing is called again and again");
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        throw new AssertionError("a log does not end");
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        throw new AssertionError("readers are told of splits alone, found " + event);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        throw new AssertionError("an enumerator counts nothing");
    }
}
