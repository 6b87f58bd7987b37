package io.tidemark.simulation;

import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.List;

/** The request log: {@code definitions} (partition 0) and {@code requests}, kept for good. */
final class RequestLog {

    /**
     * One record.
     *
     * @param appendMs what the partition's broker took the time to be
     * @param token causality token of a request; the time carried by a tick
     */
    record Entry(long appendMs, Method method, long token, int collection, int rows) {}

    private final List<List<Entry>> partitions = new ArrayList<>();

    RequestLog(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            this.partitions.add(new ArrayList<>());
        }
    }

    void append(int partition, Entry entry) {
        partitions.get(partition).add(entry);
    }

    int partitions() {
        return partitions.size();
    }

    int size(int partition) {
        return partitions.get(partition).size();
    }

    Entry get(int partition, int offset) {
        return partitions.get(partition).get(offset);
    }
}
