package io.tidemark.connectors.kafka;

import io.tidemark.ingest.PartitionIngest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives every partition of a request topic to the reader that owns it, all at once, when all
 * readers are there and the topic is verified.
 *
 * <p>Why not the connector's enumerator: it hands splits out as readers register and finds new ones
 * later. A reader that gets a second split after it has spoken for its first has already promised
 * that time is closed for both. Here all splits of a reader come in one assignment, P is fixed, and
 * nothing is discovered.
 *
 * <p>Splits of a restored reader come back here with its registration, since at another parallelism
 * Flink gives its state to readers that do not own them. So nobody reads before the topic is
 * verified, and nobody publishes what another log says.
 */
final class LogEnumerator implements SplitEnumerator<LogSplit, LogEnumeratorState> {

    private final SplitEnumeratorContext<LogSplit> context;
    private final LogTopic topic;
    private final LogDigest digest;
    private final Owners owners;
    private final LogEnumeratorState restored;
    private final String expectedId;

    /** By partition. */
    private final SortedMap<Integer, LogSplit> unassigned = new TreeMap<>();

    private String topicId;

    /** An enumerator of a new job: every partition from its first record. */
    LogEnumerator(
            SplitEnumeratorContext<LogSplit> context,
            LogTopic topic,
            LogDigest digest,
            Owners owners) {
        this(context, topic, digest, owners, null, "");
        for (int i = 0; i < topic.partitions(); i++) {
            takeBack(
                    new LogSplit(
                            new TopicPartition(topic.name(), i), 0, PartitionIngest.State.INITIAL));
        }
    }

    /** An enumerator restored from a checkpoint. */
    LogEnumerator(
            SplitEnumeratorContext<LogSplit> context,
            LogTopic topic,
            LogDigest digest,
            Owners owners,
            LogEnumeratorState restored) {
        this(context, topic, digest, owners, restored, restored.topicId());
        restored.unassigned().forEach(this::takeBack);
    }

    private LogEnumerator(
            SplitEnumeratorContext<LogSplit> context,
            LogTopic topic,
            LogDigest digest,
            Owners owners,
            LogEnumeratorState restored,
            String expectedId) {
        this.context = context;
        this.topic = topic;
        this.digest = digest;
        this.owners = owners;
        this.restored = restored;
        this.expectedId = expectedId;
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
                    assign();
                });
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // Splits are assigned, never asked for.
    }

    /** What was assigned since the last checkpoint; its readers bring the same from before that. */
    @Override
    public void addSplitsBack(List<LogSplit> splits, int subtask) {
        splits.forEach(this::takeBack);
    }

    @Override
    public void addReader(int subtask) {
        ReaderInfo reader = context.registeredReaders().get(subtask);
        reader.<LogSplit>getReportedSplitsOnRegistration().forEach(this::takeBack);
        assign();
    }

    @Override
    public LogEnumeratorState snapshotState(long checkpointId) {
        return new LogEnumeratorState(
                topicId == null ? expectedId : topicId,
                digest.settings(),
                digest.behaviour(),
                List.copyOf(unassigned.values()));
    }

    @Override
    public void close() {
        // Holds nothing open: each verification has an admin client of its own.
    }

    /** Time would stand still without a word where a partition had no reader. */
    private void requireAll() {
        List<Integer> missing =
                IntStream.range(0, topic.partitions())
                        .filter(partition -> !unassigned.containsKey(partition))
                        .boxed()
                        .toList();
        if (!missing.isEmpty()) {
            throw LogStop.because(
                    "the state knows nothing of the partitions "
                            + missing
                            + " of topic "
                            + topic.name()
                            + "; restore an older checkpoint or savepoint",
                    null);
        }
    }

    private void takeBack(LogSplit split) {
        unassigned.put(split.getPartition(), split);
    }

    private void assign() {
        int readers = context.currentParallelism();
        if (topicId == null || context.registeredReaders().size() < readers) {
            return;
        }
        requireAll();
        Map<Integer, List<LogSplit>> byReader = new HashMap<>();
        for (LogSplit split : unassigned.values()) {
            int owner = owners.reader(split.getPartition(), readers);
            byReader.computeIfAbsent(owner, any -> new ArrayList<>()).add(split);
        }
        unassigned.clear();
        context.assignSplits(new SplitsAssignment<>(byReader));
        // One that owns nothing ends: it would hold everybody's time if it waited.
        for (int reader = 0; reader < readers; reader++) {
            context.signalNoMoreSplits(reader);
        }
    }
}
