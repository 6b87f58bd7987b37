package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.LoggedRequest.Target;
import io.tidemark.bench.load.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every request of the log, in columns: with its outcome about 140 bytes each. A request's number
 * is its place in the order of (log partition, offset), in which records must be added.
 */
final class RequestStore {

    static final int NONE = -1;
    private static final int OFFSET_BITS = 48;
    private static final int OPAQUE = 1 << 7;

    private final int responsePartitions;
    private final LongColumn place = new LongColumn();
    private final LongColumn facts = new LongColumn();
    private final LongColumn columns = new LongColumn();
    private final LongColumn value = new LongColumn();
    private final LongColumn sum = new LongColumn();
    private final LongColumn orderedSum = new LongColumn();
    private final Correlations correlations = new Correlations();
    private final Outcomes outcomes = new Outcomes();
    private final Map<Target, Integer> targetNumbers = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();

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
        LoggedRows rows = LoggedRows.of(request.body());
        Address address = Address.of(message, responsePartitions);
        if (address == Address.DELIVERABLE) {
            correlations.add(Correlations.of(message), size());
        }
        place.add(at);
        facts.add(
                (long) rows.rows() << 32
                        | (long) number(request.target()) << 8
                        | (rows.opaque() ? OPAQUE : 0)
                        | address.flag()
                        | request.kind().code());
        columns.add(rows.columns());
        value.add(Fingerprint.of(message.value()));
        sum.add(rows.sum());
        orderedSum.add(rows.orderedSum());
        outcomes.add();
    }

    private int number(Target target) {
        Integer known = targetNumbers.get(target);
        if (known != null) {
            return known;
        }
        int number = targets.size();
        targets.add(target);
        targetNumbers.put(target, number);
        return number;
    }

    int size() {
        return place.size();
    }

    Correlations correlations() {
        return correlations;
    }

    Outcomes outcomes() {
        return outcomes;
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
        return Address.ofFlags(facts.get(request));
    }

    /** Whether its rows cannot be compared by what is in them. */
    boolean opaque(int request) {
        return (facts.get(request) & OPAQUE) != 0;
    }

    /** What it names. */
    Target target(int request) {
        return targets.get((int) (facts.get(request) >>> 8) & 0xFFFFFF);
    }

    /** The collection it names. */
    String collection(int request) {
        return target(request).collection();
    }

    /** Rows of an insert, shards of a create. */
    int rows(int request) {
        return (int) (facts.get(request) >>> 32);
    }

    int columns(int request) {
        return (int) columns.get(request);
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
}
