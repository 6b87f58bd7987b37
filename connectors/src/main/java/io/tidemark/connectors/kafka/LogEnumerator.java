package io.tidemark.connectors.kafka;

import io.tidemark.ingest.PartitionIngest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives every partition of a request topic to a reader, once, when all readers are there.
 *
 * <p>Why not the connector's enumerator: it hands splits out as readers register and finds new ones
 * later. A reader that gets a second split after it has spoken for its first has already promised
 * that time is closed for both. Here all splits of a reader come in one assignment, P is fixed, and
 * nothing is discovered.
 *
 * <p>No reader hands out a record before the topic is verified: restored ones have their splits
 * already, and wait for {@link LogVerified}.
 */
final class LogEnumerator implements SplitEnumerator<LogSplit, LogEnumeratorState> {

    private final SplitEnumeratorContext<LogSplit> context;
    private final LogTopic topic;
    private final LogDigest digest;
    private final LogEnumeratorState restored;
    private final String expectedId;
    private final List<LogSplit> unassigned;
    private final Map<Integer, List<LogSplit>> returned = new TreeMap<>();
    private String topicId;
    private boolean verified;

    /** An enumerator of a new job: every partition from its first record. */
    LogEnumerator(SplitEnumeratorContext<LogSplit> context, LogTopic topic, LogDigest digest) {
        this(context, topic, digest, null, "", firstSplits(topic));
    }

    /** An enumerator restored from a checkpoint. */
    LogEnumerator(
            SplitEnumeratorContext<LogSplit> context,
            LogTopic topic,
            LogDigest digest,
            LogEnumeratorState restored) {
        this(context, topic, digest, restored, restored.topicId(), restored.unassigned());
    }

    private LogEnumerator(
            SplitEnumeratorContext<LogSplit> context,
            LogTopic topic,
            LogDigest digest,
            LogEnumeratorState restored,
            String expectedId,
            List<LogSplit> unassigned) {
        this.context = context;
        this.topic = topic;
        this.digest = digest;
        this.restored = restored;
        this.expectedId = expectedId;
        this.unassigned = new ArrayList<>(unassigned);
    }

    @Override
    public void start() {
        // Not while Flink restores the coordinator: what is thrown there is only logged.
        if (restored != null) {
            digest.requireAcceptable(topic, restored);
        }
        context.callAsync(
                () -> topic.verify(expectedId),
                (id, failure) -> {
                    if (failure instanceof IllegalStateException anotherLog) {
                        throw LogStop.because(anotherLog.getMessage(), anotherLog);
                    }
                    if (failure != null) {
                        throw new FlinkRuntimeException(
                                "topic " + topic.name() + " could not be looked at", failure);
                    }
                    topicId = id;
                    verified = true;
                    context.registeredReaders().keySet().forEach(this::goAhead);
                    assign();
                });
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // Splits are assigned, never asked for.
    }

    @Override
    public void addSplitsBack(List<LogSplit> splits, int subtask) {
        returned.computeIfAbsent(subtask, any -> new ArrayList<>()).addAll(splits);
    }

    @Override
    public void addReader(int subtask) {
        if (verified) {
            goAhead(subtask);
        }
        assign();
        List<LogSplit> back = returned.remove(subtask);
        if (back != null) {
            context.assignSplits(new SplitsAssignment<>(Map.of(subtask, back)));
        }
        if (unassigned.isEmpty()) {
            // Also after a restore, where the reader brings its splits along: one whose state was
            // finished has none, must end again, and would hold everybody's time if it waited.
            context.signalNoMoreSplits(subtask);
        }
    }

    @Override
    public LogEnumeratorState snapshotState(long checkpointId) {
        List<LogSplit> open = new ArrayList<>(unassigned);
        returned.values().forEach(open::addAll);
        return new LogEnumeratorState(
                topicId == null ? expectedId : topicId,
                digest.settings(),
                digest.behaviour(),
                open);
    }

    @Override
    public void close() {
        // Holds nothing open: each verification has an admin client of its own.
    }

    private void goAhead(int subtask) {
        context.sendEventToSourceReader(subtask, new LogVerified());
    }

    private void assign() {
        int readers = context.currentParallelism();
        if (!verified || unassigned.isEmpty() || context.registeredReaders().size() < readers) {
            return;
        }
        Map<Integer, List<LogSplit>> byReader = new HashMap<>();
        for (LogSplit split : unassigned) {
            byReader.computeIfAbsent(split.getPartition() % readers, any -> new ArrayList<>())
                    .add(split);
        }
        unassigned.clear();
        context.assignSplits(new SplitsAssignment<>(byReader));
        for (int reader = 0; reader < readers; reader++) {
            context.signalNoMoreSplits(reader);
        }
    }

    private static List<LogSplit> firstSplits(LogTopic topic) {
        List<LogSplit> splits = new ArrayList<>();
        for (int i = 0; i < topic.partitions(); i++) {
            splits.add(
                    new LogSplit(
                            new TopicPartition(topic.name(), i), 0, PartitionIngest.State.INITIAL));
        }
        return splits;
    }
}
