package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.clock.HybridClock;
import io.tidemark.ingest.PartitionIngest;
import io.tidemark.proto.ClusterSettings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogEnumeratorTest {

    private static final LogTopic TOPIC = new LogTopic("requests", 5, 1, new Properties());
    private static final LogDigest DIGEST =
            LogDigest.of(ClusterSettings.newBuilder().setChannels(3).build(), false);

    private final TestingSplitEnumeratorContext context = new TestingSplitEnumeratorContext(2);

    @Test
    void usageExample() {
        LogEnumerator enumerator = new LogEnumerator(context, TOPIC, DIGEST);
        enumerator.start();
        context.verified("id-1");
        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(context.assignments())
                .containsExactly(
                        Map.of(
                                0, List.of(first(0), first(2), first(4)),
                                1, List.of(first(1), first(3))));
        assertThat(enumerator.snapshotState(1))
                .isEqualTo(
                        new LogEnumeratorState(
                                "id-1", DIGEST.settings(), LogDigest.BEHAVIOUR, List.of()));
    }

    @Test
    void nothingIsAssignedBeforeEveryReaderIsThere() {
        LogEnumerator enumerator = new LogEnumerator(context, TOPIC, DIGEST);
        enumerator.start();
        context.verified("id-1");
        register(enumerator, 1);
        assertThat(context.assignments()).isEmpty();
        assertThat(enumerator.snapshotState(1).unassigned()).hasSize(5);

        register(enumerator, 0);
        assertThat(context.assignments()).hasSize(1);
    }

    @Test
    void nothingIsAssignedBeforeTheTopicIsVerified() {
        LogEnumerator enumerator = new LogEnumerator(context, TOPIC, DIGEST);
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(context.assignments()).isEmpty();
        assertThat(enumerator.snapshotState(1).topicId()).isEmpty();

        context.verified("id-1");
        assertThat(context.assignments()).hasSize(1);
    }

    @Test
    void aRestoredEnumeratorVerifiesBeforeItAssigns() {
        for (String topicId : List.of("", "id-1")) {
            TestingSplitEnumeratorContext again = new TestingSplitEnumeratorContext(1);
            LogEnumerator enumerator =
                    new LogEnumerator(
                            again, TOPIC, DIGEST, state(topicId, List.of(first(0), first(1))));
            enumerator.start();
            again.register(0);
            enumerator.addReader(0);
            assertThat(again.assignments()).isEmpty();

            again.verified("id-1");
            assertThat(again.assignments()).containsExactly(Map.of(0, List.of(first(0), first(1))));
            assertThat(enumerator.snapshotState(2).topicId()).isEqualTo("id-1");
        }
    }

    @Test
    void aRestoredEnumeratorGivesNobodyASplitThatReadersHave() {
        LogEnumerator enumerator =
                new LogEnumerator(context, TOPIC, DIGEST, state("id-1", List.of()));
        enumerator.start();
        context.verified("id-1");
        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(context.assignments()).isEmpty();
    }

    @Test
    void aFailedReaderGetsAllItsSplitsBackAtOnce() {
        LogEnumerator enumerator = new LogEnumerator(context, TOPIC, DIGEST);
        enumerator.start();
        context.verified("id-1");
        register(enumerator, 0);
        register(enumerator, 1);
        context.assignments().clear();

        List<LogSplit> returned = List.of(at(1, 40), at(3, 50));
        context.unregister(1);
        enumerator.addSplitsBack(returned, 1);
        assertThat(context.assignments()).isEmpty();
        assertThat(enumerator.snapshotState(1).unassigned()).isEqualTo(returned);

        register(enumerator, 1);
        assertThat(context.assignments()).containsExactly(Map.of(1, returned));
        assertThat(enumerator.snapshotState(2).unassigned()).isEmpty();
    }

    @Test
    void aTopicThatIsNotTheLogStopsTheJobForGood() {
        LogEnumerator enumerator = new LogEnumerator(context, TOPIC, DIGEST);
        enumerator.start();

        assertThatExceptionOfType(SuppressRestartsException.class)
                .isThrownBy(
                        () ->
                                context.verificationFailed(
                                        new IllegalStateException("it was created anew")))
                .withStackTraceContaining("it was created anew");
    }

    @Test
    void stateOfOtherSettingsOrAnotherBehaviourIsRefusedUnlessForced() {
        LogEnumeratorState otherSettings =
                new LogEnumeratorState("id-1", "00ff", LogDigest.BEHAVIOUR, List.of());
        LogEnumeratorState otherBehaviour =
                new LogEnumeratorState("id-1", DIGEST.settings(), 77, List.of());

        assertThatExceptionOfType(SuppressRestartsException.class)
                .isThrownBy(() -> new LogEnumerator(context, TOPIC, DIGEST, otherSettings))
                .withStackTraceContaining("written under other cluster settings")
                .withStackTraceContaining("tidemark.state.force");
        assertThatExceptionOfType(SuppressRestartsException.class)
                .isThrownBy(() -> new LogEnumerator(context, TOPIC, DIGEST, otherBehaviour))
                .withStackTraceContaining("behaviour version 77, this job has version 1");
        LogDigest forced = new LogDigest(DIGEST.settings(), LogDigest.BEHAVIOUR, true);
        assertThat(new LogEnumerator(context, TOPIC, forced, otherSettings)).isNotNull();
        assertThat(new LogEnumerator(context, TOPIC, forced, otherBehaviour)).isNotNull();
    }

    private void register(LogEnumerator enumerator, int subtask) {
        context.register(subtask);
        enumerator.addReader(subtask);
    }

    private static LogEnumeratorState state(String topicId, List<LogSplit> unassigned) {
        return new LogEnumeratorState(topicId, DIGEST.settings(), LogDigest.BEHAVIOUR, unassigned);
    }

    private static LogSplit first(int partition) {
        return new LogSplit(
                new TopicPartition("requests", partition), 0, PartitionIngest.State.INITIAL);
    }

    private static LogSplit at(int partition, long offset) {
        return new LogSplit(
                new TopicPartition("requests", partition),
                offset,
                new PartitionIngest.State(new HybridClock.State(offset, 1, 0), 9));
    }
}
