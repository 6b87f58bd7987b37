package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import java.util.Arrays;

/** Ids of rows, collections and partitions: none is given twice. */
final class IdCheck {

    private final String topic;
    private final RowGroups groups;
    private final DdHistory history;
    private final Report report;

    IdCheck(String topic, RowGroups groups, DdHistory history, Report report) {
        this.topic = topic;
        this.groups = groups;
        this.history = history;
        this.report = report;
    }

    void run() {
        LongMap lengths = new LongMap();
        LongColumn firsts = new LongColumn();
        for (int group = 0; group < groups.size(); group++) {
            add(
                    lengths,
                    firsts,
                    groups.firstId(group),
                    groups.rows(group),
                    groups.channel(group),
                    groups.offset(group));
        }
        for (CollectionChange change : history.changes()) {
            if (change.create()) {
                add(lengths, firsts, change.collectionId(), 1, change.channel(), change.offset());
                for (long partition : change.partitionIds()) {
                    add(lengths, firsts, partition, 1, change.channel(), change.offset());
                }
            }
        }
        history.others()
                .all()
                .forEach(
                        made -> {
                            for (long id : made.newIds()) {
                                add(lengths, firsts, id, 1, made.channel(), made.offset());
                            }
                        });
        long[] sorted = new long[firsts.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = firsts.get(i);
        }
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            long end = sorted[i - 1] + lengths.get(sorted[i - 1], 0);
            if (end > sorted[i]) {
                report.violated(
                        Promise.IDS_ARE_UNIQUE,
                        topic,
                        -1,
                        -1,
                        "ids from %d to %d are given, and again from %d"
                                .formatted(sorted[i - 1], end - 1, sorted[i]));
            }
        }
    }

    private void add(
            LongMap lengths, LongColumn firsts, long first, int length, int channel, long offset) {
        if (lengths.get(first, 0) != 0) {
            report.violated(
                    Promise.IDS_ARE_UNIQUE,
                    topic,
                    channel,
                    offset,
                    "gives id %d again".formatted(first));
        }
        lengths.put(first, length);
        firsts.add(first);
    }
}
