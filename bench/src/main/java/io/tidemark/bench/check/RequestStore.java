package io.tidemark.bench.check;

import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Every request of the log, in columns: about a hundred bytes each. A request's number is its place
 * in the order of (log partition, offset), in which records must be added.
 */
final class RequestStore {

    static final int NONE = -1;
    private static final int AMBIGUOUS = -2;
    private static final int MAX_CORRELATION = 4096;
    private static final int OFFSET_BITS = 48;
    private static final int OPAQUE = 1 << 7;

    /** Where the answer has to go. */
    enum Address {
        NOBODY(0),
        DELIVERABLE(1 << 4),
        UNDELIVERABLE(1 << 5);

        private final int flag;

        Address(int flag) {
            this.flag = flag;
        }
    }

    private final int responsePartitions;
    private final LongColumn place = new LongColumn();
    private final LongColumn facts = new LongColumn();
    private final LongColumn value = new LongColumn();
    private final LongColumn sum = new LongColumn();
    private final LongColumn orderedSum = new LongColumn();
    private final LongColumn timestamp = new LongColumn();
    private final LongColumn answer = new LongColumn();
    private final LongColumn outcome = new LongColumn();
    private final LongColumn firstId = new LongColumn();
    private final LongMap byCorrelation = new LongMap();
    private final Map<String, Integer> collectionNumbers = new HashMap<>();
    private final List<String> collections = new ArrayList<>();

    /**
     * @param responsePartitions how many there are to answer to
     */
    RequestStore(int responsePartitions) {
        this.responsePartitions = responsePartitions;
    }

    /**
     * Takes the next record.
     *
     * @param logPartition 0 is {@code definitions}, 1 + i is partition i of {@code requests}
     */
    void add(int logPartition, ConsumerRecord<byte[], byte[]> message) {
        long at = (long) logPartition << OFFSET_BITS | message.offset();
        if (size() > 0 && place.get(size() - 1) >= at) {
            throw new IllegalArgumentException("requests must come in the order of their places");
        }
        LoggedRequest request = LoggedRequest.of(message);
        byte[] correlation = bytes(message, "correlation");
        Address address = address(message, correlation);
        if (address == Address.DELIVERABLE) {
            long key = Fingerprint.of(correlation);
            byCorrelation.put(key, byCorrelation.get(key, NONE) == NONE ? size() : AMBIGUOUS);
        }
        place.add(at);
        value.add(Fingerprint.of(message.value()));
        timestamp.add(0);
        answer.add(0);
        outcome.add(0);
        firstId.add(0);
        rows(request, address);
    }

    private void rows(LoggedRequest request, Address address) {
        int rows = 0;
        int columns = 0;
        boolean opaque = request.body() == null;
        long total = 0;
        long ordered = 0;
        if (request.body() instanceof InsertRequest insert) {
            rows = insert.getNumRows();
            columns = insert.getFieldsDataCount();
            // A number that no batch could hold is refused, so its rows need no hash.
            opaque = rows < 0 || rows > insert.getSerializedSize();
            if (!opaque) {
                try {
                    long[] hashes = RowHashes.of(insert.getFieldsDataList(), rows, "");
                    for (int row = 0; row < rows; row++) {
                        total += hashes[row];
                        ordered += hashes[row] * row;
                    }
                } catch (RuntimeException unequal) {
                    opaque = true;
                }
            }
        } else if (request.body() instanceof CreateCollectionRequest create) {
            rows = Math.max(1, create.getShardsNum());
        }
        sum.add(total);
        orderedSum.add(ordered);
        facts.add(
                (long) rows << 32
                        | (long) number(request.collection()) << 8
                        | (opaque ? OPAQUE : 0)
                        | address.flag
                        | request.kind().code());
        outcome.set(size() - 1, (long) columns << 32);
    }

    private int number(String collection) {
        Integer known = collectionNumbers.get(collection);
        if (known != null) {
            return known;
        }
        int number = collections.size();
        collections.add(collection);
        collectionNumbers.put(collection, number);
        return number;
    }

    private Address address(ConsumerRecord<byte[], byte[]> message, byte[] correlation) {
        String replyTo = Answers.header(message, "reply-to");
        if (replyTo == null) {
            return Address.NOBODY;
        }
        int partition;
        try {
            partition = Integer.parseInt(replyTo.strip());
        } catch (NumberFormatException noNumber) {
            return Address.UNDELIVERABLE;
        }
        if (partition < 0 || partition >= responsePartitions) {
            return Address.UNDELIVERABLE;
        }
        if (correlation == null || correlation.length == 0) {
            // It is answered, but nobody can tell which answer is its.
            return Address.NOBODY;
        }
        return correlation.length > MAX_CORRELATION ? Address.UNDELIVERABLE : Address.DELIVERABLE;
    }

    static byte[] bytes(ConsumerRecord<byte[], byte[]> message, String key) {
        Header header = message.headers().lastHeader(key);
        return header == null ? null : header.value();
    }

    int size() {
        return place.size();
    }

    /** The request with this correlation; {@link #NONE} where there is none or more than one. */
    int find(byte[] correlation) {
        long found = byCorrelation.get(Fingerprint.of(correlation), NONE);
        return found == AMBIGUOUS ? NONE : (int) found;
    }

    /** Whether several requests have this correlation, so that answers cannot be told apart. */
    boolean ambiguous(byte[] correlation) {
        return byCorrelation.get(Fingerprint.of(correlation), NONE) == AMBIGUOUS;
    }

    /** The request at a place; {@link #NONE} where there is none. */
    int find(int logPartition, long offset) {
        long wanted = (long) logPartition << OFFSET_BITS | offset;
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (place.get(middle) == wanted) {
                return middle;
            }
            if (place.get(middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NONE;
    }

    int logPartition(int request) {
        return (int) (place.get(request) >>> OFFSET_BITS);
    }

    long offset(int request) {
        return place.get(request) & ((1L << OFFSET_BITS) - 1);
    }

    Kind kind(int request) {
        return Kind.of((int) facts.get(request) & 0xF);
    }

    Address address(int request) {
        for (Address address : Address.values()) {
            if ((facts.get(request) & address.flag) != 0) {
                return address;
            }
        }
        return Address.NOBODY;
    }

    /** Whether its rows cannot be compared by what is in them. */
    boolean opaque(int request) {
        return (facts.get(request) & OPAQUE) != 0;
    }

    String collection(int request) {
        return collections.get((int) (facts.get(request) >>> 8) & 0xFFFFFF);
    }

    /** Rows of an insert, shards of a create. */
    int rows(int request) {
        return (int) (facts.get(request) >>> 32);
    }

    int columns(int request) {
        return (int) (outcome.get(request) >>> 32);
    }

    long valueFingerprint(int request) {
        return value.get(request);
    }

    /** Σ of the rows' hashes. */
    long sum(int request) {
        return sum.get(request);
    }

    /** Σ of the rows' hashes, each times the row's number. */
    long orderedSum(int request) {
        return orderedSum.get(request);
    }

    boolean answered(int request) {
        return (outcome.get(request) & 1) != 0;
    }

    boolean deadLettered(int request) {
        return (outcome.get(request) & 2) != 0;
    }

    /** Whether the answer told success; false where there is none, or none that could be read. */
    boolean succeeded(int request) {
        return (outcome.get(request) & 4) != 0;
    }

    /** Whether the answer could be read. */
    boolean legible(int request) {
        return (outcome.get(request) & 8) != 0;
    }

    /** Whether the answer to a question was yes. */
    boolean affirmed(int request) {
        return (outcome.get(request) & 16) != 0;
    }

    void deadLetter(int request) {
        outcome.set(request, outcome.get(request) | 2);
    }

    void answer(
            int request,
            long fingerprint,
            long stamp,
            boolean legible,
            boolean succeeded,
            boolean affirmed,
            long firstAnsweredId) {
        answer.set(request, fingerprint);
        timestamp.set(request, stamp);
        firstId.set(request, firstAnsweredId);
        outcome.set(
                request,
                outcome.get(request)
                        | 1
                        | (succeeded ? 4 : 0)
                        | (legible ? 8 : 0)
                        | (affirmed ? 16 : 0));
    }

    long answerFingerprint(int request) {
        return answer.get(request);
    }

    /** Of its answer; 0 without one. */
    long timestamp(int request) {
        return timestamp.get(request);
    }

    /** The first key an answer named, where those it named follow on each other; else 0. */
    long firstId(int request) {
        return firstId.get(request);
    }
}
