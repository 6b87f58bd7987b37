package io.tidemark.bench.check;

import io.tidemark.bench.load.Answers;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the answer to a request has to go. */
enum Address {
    NOBODY(0),
    DELIVERABLE(1 << 4),
    UNDELIVERABLE(1 << 5);

    private static final int MAX_CORRELATION = 4096;

    private final int flag;

    Address(int flag) {
        this.flag = flag;
    }

    /** A bit that stands for it, beside a kind's four. */
    int flag() {
        return flag;
    }

    static Address ofFlags(long flags) {
        for (Address address : values()) {
            if ((flags & address.flag) != 0) {
                return address;
            }
        }
        return NOBODY;
    }

    /**
     * @param responsePartitions how many there are to answer to
     */
    static Address of(ConsumerRecord<byte[], byte[]> message, int responsePartitions) {
        String replyTo = Answers.header(message, "reply-to");
        if (replyTo == null) {
            return NOBODY;
        }
        int partition;
        try {
            partition = Integer.parseInt(replyTo.strip());
        } catch (NumberFormatException noNumber) {
            return UNDELIVERABLE;
        }
        if (partition < 0 || partition >= responsePartitions) {
            return UNDELIVERABLE;
        }
        byte[] correlation = Correlations.of(message);
        if (correlation == null || correlation.length == 0) {
            // It is answered, but nobody can tell which answer is its.
            return NOBODY;
        }
        return correlation.length > MAX_CORRELATION ? UNDELIVERABLE : DELIVERABLE;
    }
}
