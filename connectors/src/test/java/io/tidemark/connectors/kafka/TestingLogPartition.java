package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.ingest.LogRecord;
import io.tidemark.ingest.PartitionIngest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Method;
import io.tidemark.request.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg.TimeTickMsg;

/** One log partition in virtual time, its reader with the real ingest, and its waiting requests. */
final class TestingLogPartition {

    private record Waiting(long physicalMs, long appendedAtMs) {}

    final int partition;
    private final ClusterSettings settings;
    private final List<LogRecord> log = new ArrayList<>();
    private final List<Long> appendedAtMs = new ArrayList<>();
    private final List<Long> stamps = new ArrayList<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private PartitionIngest ingest;
    private PartitionIngest.State checkpoint = PartitionIngest.State.INITIAL;
    private int checkpointRead;
    private int read;
    private long carriedMs;
    private long ticks;
    long watermarkMs = -1;
    long refused;
    long longestWaitMs;

    TestingLogPartition(int partition, ClusterSettings settings) {
        this.partition = partition;
        this.settings = settings;
        this.ingest = new PartitionIngest(partition, settings, checkpoint);
    }

    void append(LogRecord logRecord, long realMs) {
        log.add(logRecord);
        appendedAtMs.add(realMs);
    }

    long nextOffset() {
        return log.size();
    }

    long ticks() {
        return ticks;
    }

    long physicalMs() {
        return HybridTimestamp.physicalMs(ingest.last());
    }

    /** The highest time that this partition's broker and ticks have told. */
    long logMs() {
        return ingest.logMs();
    }

    /** Takes what lies in the log, as long as alignment lets it; checks what must always hold. */
    void read(long maxWatermarkMs) {
        while (read < log.size() && watermarkMs <= maxWatermarkMs) {
            take(log.get(read), appendedAtMs.get(read));
        }
    }

    private void take(LogRecord next, long realMs) {
        long before = ingest.last();
        Request request = ingest.take(next);
        long stamp = request.timestamp();
        if (read < stamps.size()) {
            assertThat(stamp)
                    .as("a restart stamps the same record alike")
                    .isEqualTo(stamps.get(read));
        } else {
            stamps.add(stamp);
        }
        read++;
        if (request.refused()) {
            assertThat(ingest.last()).as("a refusal moves nothing").isEqualTo(before);
            refused++;
            return;
        }
        assertThat(stamp).as("strictly increasing").isGreaterThan(before);
        assertThat(HybridTimestamp.partition(stamp))
                .as("unique over partitions")
                .isEqualTo(partition);
        carriedMs = Math.max(carriedMs, next.appendMs());
        if (request.method() == Method.TIME_TICK) {
            ticks++;
            carriedMs = Math.max(carriedMs, tickMs(next));
        } else {
            waiting.add(new Waiting(physicalMs(), realMs));
        }
        assertThat(physicalMs())
                .as("never beyond what the log has told, but for drift and 1 ms a tick")
                .isLessThanOrEqualTo(carriedMs + settings.getMaxDriftMs() + 1 + ticks);
        assertThat(physicalMs() - 1).as("watermarks rise").isGreaterThanOrEqualTo(watermarkMs);
        watermarkMs = physicalMs() - 1;
    }

    private static long tickMs(LogRecord tick) {
        try {
            return HybridTimestamp.physicalMs(
                    TimeTickMsg.parseFrom(tick.payload().toArray()).getBase().getTimestamp());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** Decides what meta has reached. */
    void decide(long metaClosedMs, long realMs) {
        while (!waiting.isEmpty() && waiting.peek().physicalMs() <= metaClosedMs) {
            longestWaitMs = Math.max(longestWaitMs, realMs - waiting.remove().appendedAtMs());
        }
    }

    /** Records that alignment keeps in the log. */
    int unread() {
        return log.size() - read;
    }

    int undecided() {
        return waiting.size();
    }

    void checkpoint() {
        checkpoint = ingest.state();
        checkpointRead = read;
    }

    /** Goes back to the checkpoint and reads on from there. */
    void restart() {
        ingest = new PartitionIngest(partition, settings, checkpoint);
        read = checkpointRead;
        watermarkMs = physicalMs() - 1;
        waiting.clear();
    }
}
