package io.tidemark.connectors.kafka;

import io.tidemark.wal.BrokenPromiseException;
import io.tidemark.wal.WalHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** How a record of {@code dml} tells what it is: by its one header. */
final class DmlRecords {

    private DmlRecords() {}

    /**
     * The record's header. Others may stand beside it, as those of a tracing interceptor.
     *
     * @throws BrokenPromiseException where there is none, or it cannot be read
     */
    static WalHeader header(ConsumerRecord<byte[], byte[]> record) {
        for (Header header : record.headers()) {
            switch (header.key()) {
                case WalHeader.Message.KEY, WalHeader.Messages.KEY, WalHeader.Tick.KEY -> {
                    return decode(record, header);
                }
                default -> {
                    // Somebody else's, such as a trace.
                }
            }
        }
        throw new BrokenPromiseException(
                "%s has no header '%s', '%s' or '%s': nobody but Tidemark may write to this topic."
                        .formatted(
                                describe(record),
                                WalHeader.Message.KEY,
                                WalHeader.Messages.KEY,
                                WalHeader.Tick.KEY));
    }

    private static WalHeader decode(ConsumerRecord<byte[], byte[]> record, Header header) {
        try {
            return WalHeader.decode(header.key(), header.value());
        } catch (IllegalArgumentException e) {
            throw new BrokenPromiseException(describe(record) + ": " + e.getMessage());
        }
    }

    /**
     * The record's value.
     *
     * @throws BrokenPromiseException where it has none
     */
    static byte[] body(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new BrokenPromiseException(
                    describe(record) + " has no value: expected a Milvus message.");
        }
        return record.value();
    }

    private static String describe(ConsumerRecord<byte[], byte[]> record) {
        return "Record %s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }
}
