package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.connectors.kafka.LogDigest.Accepted;
import io.tidemark.proto.ClusterSettings;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogEnumeratorTest {

    private static final String ID = "the-topics-id";
    private static final Owners OWNERS = (partition, readers) -> partition % readers;

    private final LogTopic topic = new LogTopic("requests", 4, 1, new Properties());
    private final LogDigest digest =
            LogDigest.of(ClusterSettings.getDefaultInstance(), Accepted.OF_THIS_VERSION);
    private final TestingEnumeratorContext context = new TestingEnumeratorContext(2);

    @Test
    void usageExample() {
        LogEnumerator enumerator = new LogEnumerator(context, topic, digest, OWNERS);
        enumerator.start();
        register(enumerator, 0);
        context.answer(ID, null);
        assertThat(context.assigned).as("not before all readers are there").isEmpty();
        register(enumerator, 1);
        assertThat(partitions(0)).containsExactly(0, 2);
        assertThat(partitions(1)).containsExactly(1, 3);
        assertThat(context.toldNoMore).containsExactly(0, 1);
        assertThat(enumerator.snapshotState(1).unassigned()).isEmpty();
    }

    @Test
    void nothingIsReadBeforeTheTopicIsVerified() {
        LogEnumerator enumerator = new LogEnumerator(context, topic, digest, OWNERS);
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(context.assigned).isEmpty();
        assertThat(context.toldNoMore).as("or a reader would end at once").isEmpty();
        context.answer(ID, null);
        assertThat(context.assigned).hasSize(2);
    }

    @Test
    void aReaderThatOwnsNothingIsToldThatNoneWillCome() {
        LogEnumerator enumerator =
                new LogEnumerator(context, topic, digest, (partition, readers) -> 0);
        enumerator.start();
        context.answer(ID, null);
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(partitions(0)).containsExactly(0, 1, 2, 3);
        assertThat(context.assigned).doesNotContainKey(1);
        assertThat(context.toldNoMore).containsExactly(0, 1);
    }

    @Test
    void aRestoredEnumeratorVerifiesBeforeItAssigns() {
        LogEnumerator before = new LogEnumerator(context, topic, digest, OWNERS);
        before.start();
        context.answer(ID, null);
        LogEnumeratorState unassigned = before.snapshotState(1);
        assertThat(unassigned.unassigned()).hasSize(4);

        TestingEnumeratorContext restored = new TestingEnumeratorContext(1);
        LogEnumerator enumerator = new LogEnumerator(restored, topic, digest, OWNERS, unassigned);
        enumerator.start();
        restored.register(0, List.of());
        enumerator.addReader(0);
        assertThat(restored.assigned).isEmpty();

        restored.answer(ID, null);
        assertThat(restored.assigned.get(0)).hasSize(4);
    }

    @Test
    void whatRestoredReadersBringGoesToItsOwners() {
        TestingEnumeratorContext restored = new TestingEnumeratorContext(3);
        LogEnumerator enumerator = restoreAssigned(restored);
        restored.answer(ID, null);
        restored.register(0, context.assigned.get(1));
        enumerator.addReader(0);
        restored.register(1, List.of());
        enumerator.addReader(1);
        assertThat(enumerator.snapshotState(2).unassigned())
                .as("what a checkpoint finds with no reader")
                .isEqualTo(context.assigned.get(1));
        assertThat(restored.assigned).isEmpty();

        restored.register(2, context.assigned.get(0));
        enumerator.addReader(2);
        assertThat(partitions(restored, 0)).containsExactly(0, 3);
        assertThat(partitions(restored, 1)).containsExactly(1);
        assertThat(partitions(restored, 2)).containsExactly(2);
    }

    @Test
    void readersRestoredWithTheirSplitsWaitForTheTopicToBeVerified() {
        TestingEnumeratorContext restored = new TestingEnumeratorContext(1);
        LogEnumerator enumerator = restoreAssigned(restored);
        restored.register(0, allSplits());
        enumerator.addReader(0);
        assertThat(restored.assigned).isEmpty();

        restored.answer(ID, null);
        assertThat(restored.assigned.get(0)).containsExactlyInAnyOrderElementsOf(allSplits());
    }

    @Test
    void aCheckpointIsTakenByItsOwnVersionOnly() {
        requireRefused(
                Accepted.OF_THIS_VERSION, LogDigest.BEHAVIOUR - 1, "stop that with a savepoint");
        requireRefused(Accepted.OF_THIS_VERSION, LogDigest.BEHAVIOUR + 1, "a newer version");
        restore(Accepted.OF_THIS_VERSION, LogDigest.BEHAVIOUR).start();
    }

    @Test
    void aSavepointThatStoppedItsJobIsTakenByNewerVersions() {
        restore(Accepted.OF_OLDER_VERSIONS, LogDigest.BEHAVIOUR - 1).start();
        restore(Accepted.OF_OLDER_VERSIONS, LogDigest.BEHAVIOUR).start();
        requireRefused(Accepted.OF_OLDER_VERSIONS, LogDigest.BEHAVIOUR + 1, "a newer version");
    }

    @Test
    void whoeverForcesItTakesAnyState() {
        restore(Accepted.ANY, LogDigest.BEHAVIOUR + 1).start();
    }

    private void requireRefused(Accepted accepted, int behaviour, String sentence) {
        LogEnumerator enumerator = restore(accepted, behaviour);
        assertThatThrownBy(enumerator::start)
                .isInstanceOf(SuppressRestartsException.class)
                .hasStackTraceContaining(sentence);
    }

    private LogEnumerator restore(Accepted accepted, int behaviour) {
        LogDigest mine = LogDigest.of(ClusterSettings.getDefaultInstance(), accepted);
        LogEnumeratorState state =
                new LogEnumeratorState(ID, mine.settings(), behaviour, List.of());
        return new LogEnumerator(new TestingEnumeratorContext(1), topic, mine, OWNERS, state);
    }

    @Test
    void splitsThatComeBackGoToTheirOwnersOnceAllAreThere() {
        LogEnumerator enumerator = assigned();
        List<LogSplit> back = List.copyOf(context.assigned.get(1));
        context.reset(0, enumerator);
        context.reset(1, enumerator);
        assertThat(enumerator.snapshotState(1).unassigned()).hasSize(4);
        register(enumerator, 1);
        assertThat(context.assigned).isEmpty();

        register(enumerator, 0);
        assertThat(context.assigned.get(1)).isEqualTo(back);
        assertThat(partitions(0)).containsExactly(0, 2);
    }

    @Test
    void aPartitionThatNoStateKnowsStopsTheJobForGood() {
        TestingEnumeratorContext restored = new TestingEnumeratorContext(1);
        LogEnumerator enumerator = restoreAssigned(restored);
        restored.answer(ID, null);
        restored.register(0, context.assigned.get(1));
        assertThatThrownBy(() -> enumerator.addReader(0))
                .isInstanceOf(SuppressRestartsException.class)
                .hasStackTraceContaining("the partitions [0, 2] of topic requests");
    }

    @Test
    void anotherTopicUnderTheNameStopsTheJobForGood() {
        new LogEnumerator(context, topic, digest, OWNERS).start();
        assertThatThrownBy(() -> context.answer(null, new IllegalStateException("another topic")))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void brokersThatAreAwayOnlyRestartIt() {
        new LogEnumerator(context, topic, digest, OWNERS).start();
        assertThatThrownBy(
                        () ->
                                context.answer(
                                        null,
                                        new ExecutionException(new TimeoutException("no broker"))))
                .isNotInstanceOf(SuppressRestartsException.class)
                .hasMessageContaining("requests");
    }

    private LogEnumerator assigned() {
        LogEnumerator enumerator = new LogEnumerator(context, topic, digest, OWNERS);
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        context.answer(ID, null);
        return enumerator;
    }

    /** One that goes on where all splits were assigned in {@link #context}. */
    private LogEnumerator restoreAssigned(TestingEnumeratorContext restored) {
        LogEnumeratorState state = assigned().snapshotState(1);
        LogEnumerator enumerator = new LogEnumerator(restored, topic, digest, OWNERS, state);
        enumerator.start();
        return enumerator;
    }

    private void register(LogEnumerator enumerator, int subtask) {
        context.register(subtask, List.of());
        enumerator.addReader(subtask);
    }

    private List<LogSplit> allSplits() {
        return context.assigned.values().stream().flatMap(List::stream).toList();
    }

    private List<Integer> partitions(int subtask) {
        return partitions(context, subtask);
    }

    private static List<Integer> partitions(TestingEnumeratorContext context, int subtask) {
        return context.assigned.get(subtask).stream()
                .map(LogSplit::getTopicPartition)
                .map(TopicPartition::partition)
                .toList();
    }
}
