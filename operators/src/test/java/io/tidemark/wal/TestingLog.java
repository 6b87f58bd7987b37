package io.tidemark.wal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A channel's log written record by record, as a broker keeps it. */
final class TestingLog {

    /** One record. */
    record Entry(long offset, WalHeader header, byte[] body) {}

    private final List<Entry> entries = new ArrayList<>();

    TestingLog message(long timestamp, int writer, int part) {
        return message(timestamp, writer, part, timestamp + "/" + writer + "/" + part);
    }

    TestingLog message(long timestamp, int writer, int part, String body) {
        return append(
                new WalHeader.Message(timestamp, writer, part),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Messages that share a record. */
    TestingLog pack(WalOutput.Message... messages) {
        return append(
                new WalHeader.Messages(messages[0].writer(), messages.length),
                TestingPacks.body(List.of(messages)));
    }

    TestingLog tick(long timestamp, long previous, long count) {
        return append(new WalHeader.Tick(timestamp, previous, count), new byte[0]);
    }

    TestingLog append(WalHeader header, byte[] body) {
        entries.add(new Entry(entries.size(), header, body));
        return this;
    }

    List<Entry> from(long offset) {
        return entries.subList((int) offset, entries.size());
    }

    int size() {
        return entries.size();
    }
}
