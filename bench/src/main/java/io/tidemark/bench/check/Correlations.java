package io.tidemark.bench.check;

import io.tidemark.bench.load.Fingerprint;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Which request an answer is of. */
final class Correlations {

    private static final int AMBIGUOUS = -2;

    private final LongMap requests = new LongMap();

    /** Of a request, or of an answer that stands in a record of its own; null where it has none. */
    static byte[] of(ConsumerRecord<byte[], byte[]> message) {
        Header header = message.headers().lastHeader("correlation");
        return header == null ? null : header.value();
    }

    void add(byte[] correlation, int request) {
        long key = Fingerprint.of(correlation);
        boolean first = requests.get(key, RequestStore.NONE) == RequestStore.NONE;
        requests.put(key, first ? request : AMBIGUOUS);
    }

    /** The request with this correlation; NONE where there is none or more than one. */
    int find(byte[] correlation) {
        return ambiguous(correlation)
                ? RequestStore.NONE
                : (int) requests.get(Fingerprint.of(correlation), RequestStore.NONE);
    }

    /** Whether several requests have this correlation, so that answers cannot be told apart. */
    boolean ambiguous(byte[] correlation) {
        return requests.get(Fingerprint.of(correlation), RequestStore.NONE) == AMBIGUOUS;
    }
}
