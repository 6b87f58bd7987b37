package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.OpenSegments;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.proto.SegmentRead;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.request.Method;
import io.tidemark.segment.TestingHistory.Definition;
import io.tidemark.segment.TestingHistory.Insert;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of inserts, flushes, drops and reads: each proxy and the root coordinator go on
 * at a pace of their own, tell when they like, and fall back to the last checkpoint now and then.
 * Every answer, however often it comes, is that of a model which reads the history.
 */
class SegmentHistoryTest {

    private static final long COLLECTION = 1;

    /** Later than all of a history. */
    private static final long END_MS = 1L << 40;

    /** One proxy: where it is in its inserts, and what it holds. */
    private static final class Proxy {
        private int next;
        private SegmentAllocator segments;
        private PendingFlushes flushes;
        private long closedMs = Long.MIN_VALUE;

        private Proxy(int next, OpenSegments kept) {
            this.next = next;
            this.segments = SegmentAllocator.restore(TestingHistory.SEGMENT_ROWS, kept);
            this.flushes = new PendingFlushes(kept.getFlushesList());
        }

        private OpenSegments snapshot() {
            return segments.snapshot().toBuilder().addAllFlushes(flushes.snapshot()).build();
        }
    }

    /** What a restart finds. */
    private record Checkpoint(
            List<Integer> positions,
            List<OpenSegments> proxies,
            int nextDefinition,
            TestingSegmentStore store) {}

    private final TreeMap<Long, Answer> answers = new TreeMap<>();
    private final List<Proxy> proxies = new ArrayList<>();
    private TestingHistory history;
    private TestingSegmentStore store = new TestingSegmentStore();
    private SegmentTable table = new SegmentTable(store);
    private int nextDefinition;
    private long viewMs = Long.MIN_VALUE;
    private Checkpoint checkpoint;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 42, 2026})
    void answersAreThoseOfTheModelWhateverThePace(long seed) throws Exception {
        Random random = new Random(seed);
        history = TestingHistory.of(random);
        for (int proxy = 0; proxy < TestingHistory.PROXIES; proxy++) {
            proxies.add(new Proxy(0, OpenSegments.getDefaultInstance()));
        }
        checkpoint = checkpoint();
        for (int step = 0; step < 20_000; step++) {
            step(random);
        }
        finish();

        assertThat(answers).as("seed " + seed).hasSizeGreaterThan(20);
        for (Answer answer : answers.values()) {
            assertAnswer(answer, "seed " + seed + ", read at " + answer.timestamp());
        }
        assertThat(answers.keySet()).containsExactlyElementsOf(history.reads());
    }

    private void step(Random random) {
        Proxy proxy = proxies.get(random.nextInt(proxies.size()));
        switch (random.nextInt(40)) {
            case 0 -> checkpoint = random.nextInt(10) == 0 ? checkpoint() : checkpoint;
            case 1 -> {
                if (random.nextInt(20) == 0) {
                    restart();
                }
            }
            case 2, 3, 4, 5, 6, 7 -> define();
            case 8, 9, 10, 11 -> close(proxy);
            case 12, 13 -> tell(proxy);
            default -> insert(proxy);
        }
    }

    private void finish() {
        while (nextDefinition < history.definitions().size()) {
            define();
        }
        for (Proxy proxy : proxies) {
            while (proxy.next < history.inserts(proxies.indexOf(proxy)).size()) {
                insert(proxy);
            }
        }
        proxies.forEach(this::close);
    }

    private void define() {
        if (nextDefinition == history.definitions().size()) {
            return;
        }
        Definition definition = history.definitions().get(nextDefinition++);
        if (definition.flushes()) {
            proxies.forEach(proxy -> proxy.flushes.add(definition.timestamp(), COLLECTION));
        }
        if (definition.droppedPartition() != 0) {
            take(dropped(definition));
        } else {
            take(read(definition));
        }
    }

    private void insert(Proxy proxy) {
        List<Insert> inserts = history.inserts(proxies.indexOf(proxy));
        if (proxy.next == inserts.size()
                || HybridTimestamp.physicalMs(inserts.get(proxy.next).timestamp()) > rootMs()) {
            return;
        }
        Insert insert = inserts.get(proxy.next++);
        proxy.flushes.applyBefore(insert.timestamp(), proxy.segments::seal);
        int placed = 0;
        while (placed < insert.rows()) {
            int rows =
                    proxy.segments
                            .allocate(
                                    COLLECTION,
                                    insert.partition(),
                                    insert.shard(),
                                    insert.rows() - placed,
                                    insert.firstId() + placed,
                                    insert.timestamp())
                            .rows();
            proxy.segments.wrote(insert.timestamp(), rows, rows);
            placed += rows;
        }
    }

    private void tell(Proxy proxy) {
        proxy.segments.drain((collection, update) -> take(update));
    }

    private void close(Proxy proxy) {
        List<Insert> inserts = history.inserts(proxies.indexOf(proxy));
        long ownMs =
                proxy.next == inserts.size()
                        ? END_MS
                        : HybridTimestamp.physicalMs(inserts.get(proxy.next).timestamp()) - 1;
        proxy.closedMs = Math.min(ownMs, rootMs());
        proxy.flushes.applyBefore(HybridTimestamp.endOf(proxy.closedMs) + 1, proxy.segments::seal);
        tell(proxy);
        // What a drop leaves open is forgotten once no insert can precede it any more.
        for (Definition definition : history.definitions()) {
            if (definition.droppedPartition() != 0
                    && HybridTimestamp.physicalMs(definition.timestamp()) <= proxy.closedMs) {
                proxy.segments.dropPartition(COLLECTION, definition.droppedPartition());
            }
        }
        long lowest = rootMs();
        for (Proxy each : proxies) {
            lowest = Math.min(lowest, each.closedMs);
        }
        if (lowest > viewMs) {
            viewMs = lowest;
            store.closeUntil(viewMs, table, this::answered);
        }
    }

    private long rootMs() {
        return nextDefinition == history.definitions().size()
                ? END_MS
                : HybridTimestamp.physicalMs(history.definitions().get(nextDefinition).timestamp())
                        - 1;
    }

    private void take(SegmentUpdate update) {
        table.take(update, viewMs);
    }

    private void answered(WalOutput output) {
        Answer answer = (Answer) output;
        Answer before = answers.putIfAbsent(answer.timestamp(), answer);
        if (before != null) {
            assertThat(answer.body()).as("an answer that comes again").isEqualTo(before.body());
        }
    }

    private Checkpoint checkpoint() {
        proxies.forEach(this::tell);
        return new Checkpoint(
                proxies.stream().map(proxy -> proxy.next).toList(),
                proxies.stream().map(Proxy::snapshot).toList(),
                nextDefinition,
                store.copy());
    }

    private void restart() {
        store = checkpoint.store.copy();
        table = new SegmentTable(store);
        viewMs = Long.MIN_VALUE;
        nextDefinition = checkpoint.nextDefinition;
        proxies.clear();
        for (int i = 0; i < TestingHistory.PROXIES; i++) {
            Proxy proxy = new Proxy(checkpoint.positions.get(i), checkpoint.proxies.get(i));
            // The root coordinator announces its whole table.
            for (Definition definition : history.definitions().subList(0, nextDefinition)) {
                if (definition.flushes()) {
                    proxy.flushes.add(definition.timestamp(), COLLECTION);
                }
            }
            proxies.add(proxy);
        }
    }

    private void assertAnswer(Answer answer, String hint) throws InvalidProtocolBufferException {
        if (answer.method() == Method.FLUSH) {
            assertThat(
                            FlushResponse.parseFrom(answer.body())
                                    .getCollSegIDsOrThrow("films")
                                    .getDataList())
                    .as(hint)
                    .isEqualTo(history.sealed(answer.timestamp()));
        } else {
            assertThat(
                            GetCollectionStatisticsResponse.parseFrom(answer.body())
                                    .getStats(0)
                                    .getValue())
                    .as(hint)
                    .isEqualTo(Long.toString(history.rows(answer.timestamp())));
        }
    }

    private static SegmentUpdate dropped(Definition definition) {
        return SegmentUpdate.newBuilder()
                .setChange(
                        MetaChange.newBuilder()
                                .setTimestamp(definition.timestamp())
                                .setDropped(true)
                                .setPartition(
                                        PartitionMeta.newBuilder()
                                                .setId(definition.droppedPartition())))
                .build();
    }

    private static SegmentUpdate read(Definition definition) {
        Method method = definition.flushes() ? Method.FLUSH : Method.GET_COLLECTION_STATISTICS;
        return SegmentUpdate.newBuilder()
                .setRead(
                        SegmentRead.newBuilder()
                                .setTimestamp(definition.timestamp())
                                .setMethod(method.number())
                                .setHead(ByteString.EMPTY)
                                .setParts(1)
                                .setCollectionName("films"))
                .build();
    }
}
