package io.tidemark.meta;

import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaExpiry;
import io.tidemark.proto.MetaExpiryEnds;

/**
 * The histories that retention will shorten, first in first out: a linked list over the store, so
 * that adding and taking cost a few keys however large the table is. Its elements are named by what
 * they hold, so that a replayed table has the same store.
 *
 * <p>Invariant 1: timestamps never decrease from the first element to the last.
 */
final class ExpiryQueue {

    private final MetaStore store;

    ExpiryQueue(MetaStore store) {
        this.store = store;
    }

    /** Notes that a version of a history ended at a timestamp. */
    void add(long timestamp, String historyKey) {
        String added = MetaKeys.expiry(timestamp, historyKey);
        put(added, MetaExpiry.newBuilder().setTimestamp(timestamp).setKey(historyKey));
        MetaEntry entry = store.get(MetaKeys.EXPIRY_ENDS);
        if (entry == null) {
            putEnds(MetaExpiryEnds.newBuilder().setFirst(added).setLast(added));
            return;
        }
        MetaExpiryEnds ends = entry.getExpiryEnds();
        MetaExpiry last = store.get(ends.getLast()).getExpiry();
        if (Long.compareUnsigned(timestamp, last.getTimestamp()) < 0) {
            throw new IllegalStateException(
                    "Invariant 1: changes must come in timestamp order, found "
                            + added
                            + " after "
                            + ends.getLast());
        }
        put(ends.getLast(), last.toBuilder().setNext(added));
        putEnds(ends.toBuilder().setLast(added));
    }

    /** Takes the first history that changed at or before a timestamp; null where none is left. */
    String poll(long timestamp) {
        MetaEntry entry = store.get(MetaKeys.EXPIRY_ENDS);
        if (entry == null) {
            return null;
        }
        MetaExpiryEnds ends = entry.getExpiryEnds();
        MetaExpiry first = store.get(ends.getFirst()).getExpiry();
        if (Long.compareUnsigned(first.getTimestamp(), timestamp) > 0) {
            return null;
        }
        store.remove(ends.getFirst());
        if (first.getNext().isEmpty()) {
            store.remove(MetaKeys.EXPIRY_ENDS);
        } else {
            putEnds(ends.toBuilder().setFirst(first.getNext()));
        }
        return first.getKey();
    }

    private void put(String key, MetaExpiry.Builder element) {
        store.put(key, MetaEntry.newBuilder().setExpiry(element).build());
    }

    private void putEnds(MetaExpiryEnds.Builder ends) {
        store.put(MetaKeys.EXPIRY_ENDS, MetaEntry.newBuilder().setExpiryEnds(ends).build());
    }
}
