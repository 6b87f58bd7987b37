package io.tidemark.meta;

import io.tidemark.proto.MetaChange;
import io.tidemark.proto.MetaHistory;
import java.util.List;

/** Reads one entry's history, oldest version first, by timestamp. */
final class Versions {

    private Versions() {}

    /** Whether a version that holds from {@code from} on is seen by a read; 0 reads the latest. */
    static boolean seen(long from, long timestamp) {
        // A client may send the largest unsigned number to mean the latest.
        return timestamp == 0 || Long.compareUnsigned(from, timestamp) <= 0;
    }

    /** The version that held at a timestamp; null where the entry did not exist then. */
    static MetaChange asOf(MetaHistory history, long timestamp) {
        for (int i = history.getVersionsCount() - 1; i >= 0; i--) {
            MetaChange version = history.getVersions(i);
            if (seen(version.getTimestamp(), timestamp)) {
                return version.getDropped() ? null : version;
            }
        }
        return null;
    }

    /** The newest version, tombstones included; null where there is none. */
    static MetaChange last(MetaHistory history) {
        int count = history.getVersionsCount();
        return count == 0 ? null : history.getVersions(count - 1);
    }

    /** What reads at a timestamp or later can still see. */
    static MetaHistory seenFrom(MetaHistory history, long timestamp) {
        List<MetaChange> versions = history.getVersionsList();
        int first = 0;
        while (first < versions.size() && ended(versions, first, timestamp)) {
            first++;
        }
        return MetaHistory.newBuilder()
                .addAllVersions(versions.subList(first, versions.size()))
                .build();
    }

    /** A version ends with its successor; a tombstone is over as soon as it is there. */
    private static boolean ended(List<MetaChange> versions, int index, long timestamp) {
        int end = versions.get(index).getDropped() ? index : index + 1;
        return end < versions.size()
                && Long.compareUnsigned(versions.get(end).getTimestamp(), timestamp) <= 0;
    }
}
