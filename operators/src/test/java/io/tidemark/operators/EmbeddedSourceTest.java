package io.tidemark.operators;

import static io.tidemark.operators.TestingRequests.insert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What proxies read, poll by poll. */
@Timeout(60)
class EmbeddedSourceTest {

    private static final long UNTIL = 2000;

    private final AtomicInteger polls = new AtomicInteger();

    @Test
    void usageExample() throws Exception {
        try (TestingProxy proxy = TestingProxy.until(Long.MAX_VALUE)) {
            proxy.source()
                    .poll(
                            output ->
                                    output.collect(
                                            TestingRequests.alone(insert(1, 1050, "films", 1))));
            proxy.source().poll(output -> emitWatermark(output, 1050));
            proxy.metaCloses(1050);
            proxy.runMails();
            assertThat(proxy.drain()).last().isEqualTo(new Watermark(1049));
        }
    }

    @Test
    void afterEachPollItIsTheNetworksTurn() throws Exception {
        try (TestingProxy proxy = TestingProxy.until(Long.MAX_VALUE)) {
            proxy.runMails();
            proxy.source().poll(this::count);
            proxy.source().poll(this::count);
            proxy.source().poll(this::count);
            proxy.runMail();
            assertThat(polls).hasValue(1);
            proxy.runMail();
            assertThat(polls).hasValue(2);
            proxy.runMail();
            assertThat(polls).hasValue(3);
            assertThat(proxy.hasMail()).as("nothing is there to be read").isFalse();
        }
    }

    @Test
    void behindASavepointThatStopsTheJobNothingIsRead() throws Exception {
        assertThat(readBehind(CheckpointType.CHECKPOINT)).isEqualTo(1);
        assertThat(readBehind(SavepointType.savepoint(SavepointFormatType.NATIVE))).isEqualTo(1);
        assertThat(readBehind(SavepointType.suspend(SavepointFormatType.NATIVE))).isZero();
        assertThat(readBehind(SavepointType.terminate(SavepointFormatType.CANONICAL))).isZero();
    }

    private int readBehind(SnapshotType type) throws Exception {
        polls.set(0);
        try (TestingProxy proxy = TestingProxy.until(Long.MAX_VALUE)) {
            proxy.source().poll(this::count);
            proxy.snapshot(type);
            proxy.runMails();
        }
        return polls.get();
    }

    @Test
    void aDrainedJobReadsNothingMore() throws Exception {
        for (long until : new long[] {UNTIL, Long.MAX_VALUE}) {
            try (TestingProxy proxy = TestingProxy.until(until)) {
                proxy.source().poll(this::count);
                proxy.metaCloses(UNTIL - 1);
                proxy.endMeta();
                proxy.runMails();
            }
        }
        assertThat(polls).hasValue(0);
    }

    @Test
    void aJobThatEndsAtATimeReadsUpToIt() throws Exception {
        try (TestingProxy proxy = TestingProxy.until(UNTIL)) {
            proxy.source().poll(this::count);
            proxy.source().poll(this::count);
            // As what the enumerator says comes: to the task, not to its operator.
            proxy.mailToTask(proxy.source()::end);
            proxy.metaCloses(UNTIL);
            proxy.endMeta();
            assertThat(polls).hasValue(2);
        }
    }

    @Test
    void closesItsReader() throws Exception {
        TestingProxy proxy = TestingProxy.until(Long.MAX_VALUE);
        assertThat(proxy.source().closed()).isFalse();
        proxy.close();
        assertThat(proxy.source().closed()).isTrue();
    }

    private void count(ReaderOutput<?> output) {
        polls.incrementAndGet();
    }

    private static void emitWatermark(ReaderOutput<?> output, long ms) {
        output.emitWatermark(new org.apache.flink.api.common.eventtime.Watermark(ms));
    }
}
