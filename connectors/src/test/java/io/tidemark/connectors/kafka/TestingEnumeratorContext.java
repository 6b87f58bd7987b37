package io.tidemark.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A coordinator whose asynchronous calls a test answers itself. */
final class TestingEnumeratorContext implements SplitEnumeratorContext<LogSplit> {

    final Map<Integer, List<LogSplit>> assigned = new TreeMap<>();
    final TreeSet<Integer> toldNoMore = new TreeSet<>();
    private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    private final int parallelism;
    private BiConsumer<Object, Throwable> handler;

    TestingEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
    }

    /**
     * A reader comes.
     *
     * @param restored the splits it brings along
     */
    void register(int subtask, List<LogSplit> restored) {
        readers.put(subtask, ReaderInfo.createReaderInfo(subtask, "here", restored));
    }

    /** A reader fails that has completed no checkpoint since it was given its splits. */
    void reset(int subtask, LogEnumerator enumerator) {
        readers.remove(subtask);
        enumerator.addSplitsBack(assigned.remove(subtask), subtask);
    }

    /** Ends the call under way, with a result or a failure. */
    void answer(Object result, Throwable failure) {
        handler.accept(result, failure);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        throw new IllegalStateException("readers are told nothing but their splits: " + event);
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
        assignment
                .assignment()
                .forEach(
                        (subtask, splits) ->
                                assigned.computeIfAbsent(subtask, any -> new ArrayList<>())
                                        .addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        toldNoMore.add(subtask);
    }

    @Override
    @SuppressWarnings("unchecked") // the one caller's type
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> answered) {
        handler = (BiConsumer<Object, Throwable>) (BiConsumer<?, ?>) answered;
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> answered,
            long initialDelayMs,
            long periodMs) {
        throw new IllegalStateException("nothing is discovered again and again");
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
