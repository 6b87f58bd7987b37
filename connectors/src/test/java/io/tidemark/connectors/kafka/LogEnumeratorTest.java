package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private final LogTopic topic = new LogTopic("requests", 4, 1, new Properties());
    private final LogDigest digest = LogDigest.of(ClusterSettings.getDefaultInstance(), false);
    private final TestingEnumeratorContext context = new TestingEnumeratorContext(2);

    @Test
    void usageExample() {
        LogEnumerator enumerator = new LogEnumerator(context, topic, digest);
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
        LogEnumerator enumerator = new LogEnumerator(context, topic, digest);
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(context.assigned).isEmpty();
        assertThat(context.toldNoMore).as("or a reader would end at once").isEmpty();
        context.answer(ID, null);
        assertThat(context.assigned).hasSize(2);
    }

    @Test
    void aReaderRestoredWithoutASplitIsToldThatNoneWillCome() {
        LogEnumerator before = assigned();
        TestingEnumeratorContext restored = new TestingEnumeratorContext(2);
        LogEnumerator enumerator =
                new LogEnumerator(restored, topic, digest, before.snapshotState(1));
        enumerator.start();
        restored.register(0);
        enumerator.addReader(0);
        assertThat(restored.assigned).isEmpty();
        assertThat(restored.toldNoMore).containsExactly(0);
    }

    @Test
    void splitsThatComeBackGoToTheSameReaderAgain() {
        LogEnumerator enumerator = assigned();
        List<LogSplit> back = List.copyOf(context.assigned.remove(1));
        enumerator.addSplitsBack(back, 1);
        assertThat(enumerator.snapshotState(1).unassigned()).isEqualTo(back);
        enumerator.addReader(1);
        assertThat(context.assigned.get(1)).isEqualTo(back);
    }

    @Test
    void anotherTopicUnderTheNameStopsTheJobForGood() {
        new LogEnumerator(context, topic, digest).start();
        assertThatThrownBy(() -> context.answer(null, new IllegalStateException("another topic")))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void brokersThatAreAwayOnlyRestartIt() {
        new LogEnumerator(context, topic, digest).start();
        assertThatThrownBy(
                        () ->
                                context.answer(
                                        null,
                                        new ExecutionException(new TimeoutException("no broker"))))
                .isNotInstanceOf(SuppressRestartsException.class)
                .hasMessageContaining("requests");
    }

    private LogEnumerator assigned() {
        LogEnumerator enumerator = new LogEnumerator(context, topic, digest);
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        context.answer(ID, null);
        return enumerator;
    }

    private void register(LogEnumerator enumerator, int subtask) {
        context.register(subtask);
        enumerator.addReader(subtask);
    }

    private List<Integer> partitions(int subtask) {
        return context.assigned.get(subtask).stream()
                .map(LogSplit::getTopicPartition)
                .map(TopicPartition::partition)
                .toList();
    }
}
