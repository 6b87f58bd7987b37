package io.tidemark.segment;

import io.tidemark.clock.HybridTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A random history of one collection, and what is true of it: found by going through all of it. */
final class TestingHistory {

    static final int PROXIES = 3;
    static final int SEGMENT_ROWS = 20;
    private static final int SHARDS = 2;
    private static final int STEPS = 600;
    private static final long[] PARTITIONS = {2, 3, 4};

    record Insert(long timestamp, long partition, int shard, int rows, long firstId) {}

    /**
     * @param flushes whether it is a flush; else a count of rows, or a drop
     * @param droppedPartition 0 for none
     */
    record Definition(long timestamp, boolean flushes, long droppedPartition) {}

    private final List<List<Insert>> inserts = new ArrayList<>();
    private final List<Definition> definitions = new ArrayList<>();

    private TestingHistory() {
        for (int proxy = 0; proxy < PROXIES; proxy++) {
            inserts.add(new ArrayList<>());
        }
    }

    static TestingHistory of(Random random) {
        TestingHistory history = new TestingHistory();
        long ms = 1_000;
        for (int step = 0; step < STEPS; step++) {
            ms += random.nextInt(3);
            if (random.nextInt(8) == 0) {
                // Of one millisecond definitions come first: none is behind an insert of its own.
                ms++;
                history.define(random, HybridTimestamp.of(ms, 0, step));
            } else {
                int proxy = random.nextInt(PROXIES);
                history.insert(random, proxy, HybridTimestamp.of(ms, 1 + proxy, step), step);
            }
        }
        return history;
    }

    private void define(Random random, long timestamp) {
        boolean drops =
                random.nextInt(20) == 0
                        && definitions.stream().filter(d -> d.droppedPartition != 0).count() == 0;
        definitions.add(
                drops
                        ? new Definition(timestamp, false, PARTITIONS[2])
                        : new Definition(timestamp, random.nextInt(3) == 0, 0));
    }

    private void insert(Random random, int proxy, long timestamp, int step) {
        long partition = PARTITIONS[random.nextInt(PARTITIONS.length)];
        if (!dropped(partition, timestamp)) {
            inserts.get(proxy)
                    .add(
                            new Insert(
                                    timestamp,
                                    partition,
                                    random.nextInt(SHARDS),
                                    1 + random.nextInt(15),
                                    step * 100L));
        }
    }

    List<Insert> inserts(int proxy) {
        return inserts.get(proxy);
    }

    List<Definition> definitions() {
        return definitions;
    }

    /** The timestamps of all that is answered. */
    List<Long> reads() {
        return definitions.stream()
                .filter(definition -> definition.droppedPartition == 0)
                .map(Definition::timestamp)
                .toList();
    }

    /** How many rows lie at or before a timestamp. */
    long rows(long timestamp) {
        return inserts.stream()
                .flatMap(List::stream)
                .filter(insert -> insert.timestamp <= timestamp)
                .filter(insert -> !dropped(insert.partition, timestamp))
                .mapToLong(Insert::rows)
                .sum();
    }

    /** The segments that take no more rows after a timestamp at which there is a flush. */
    List<Long> sealed(long timestamp) {
        TreeSet<Long> sealed = new TreeSet<>();
        for (int proxy = 0; proxy < PROXIES; proxy++) {
            for (long partition : PARTITIONS) {
                for (int shard = 0; shard < SHARDS && !dropped(partition, timestamp); shard++) {
                    sealed.addAll(segments(proxy, partition, shard, timestamp));
                }
            }
        }
        return List.copyOf(sealed);
    }

    /** The first rows of segments: row by row, a new one when it is full or was flushed. */
    private List<Long> segments(int proxy, long partition, int shard, long timestamp) {
        List<Long> ids = new ArrayList<>();
        long last = 0;
        int rows = SEGMENT_ROWS;
        for (Insert insert : inserts.get(proxy)) {
            if (insert.partition != partition
                    || insert.shard != shard
                    || insert.timestamp > timestamp) {
                continue;
            }
            for (int row = 0; row < insert.rows; row++) {
                if (rows == SEGMENT_ROWS || flushed(last, insert.timestamp)) {
                    ids.add(insert.firstId + row);
                    rows = 0;
                }
                rows++;
                last = insert.timestamp;
            }
        }
        return ids;
    }

    private boolean flushed(long after, long until) {
        return definitions.stream()
                .anyMatch(
                        definition ->
                                definition.flushes
                                        && definition.timestamp > after
                                        && definition.timestamp < until);
    }

    private boolean dropped(long partition, long timestamp) {
        return definitions.stream()
                .anyMatch(
                        definition ->
                                definition.droppedPartition == partition
                                        && definition.timestamp <= timestamp);
    }
}
