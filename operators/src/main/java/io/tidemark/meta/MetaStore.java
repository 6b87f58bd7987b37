package io.tidemark.meta;

import io.tidemark.proto.MetaEntry;

/**
 * Where a {@link MetaTable} keeps its entries: the heap, or the keyed state of the root
 * coordinator. A failure of the store is no decision: implementations raise it as an {@link Error}.
 */
public interface MetaStore {

    /** The entry under a key; null where there is none. */
    MetaEntry get(String key);

    void put(String key, MetaEntry entry);

    /** Removes what is under a key, if anything is. */
    void remove(String key);

    /**
     * The entries of all keys that begin with a prefix, in no particular order. It may cost as much
     * as the whole store is large.
     */
    Iterable<MetaEntry> scan(String prefix);
}
