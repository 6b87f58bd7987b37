package io.tidemark.task;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.insert.InsertSchema;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A proxy's copy of the meta table: what the root coordinator has broadcast so far, and how far its
 * time is closed. It keeps every version that a task still to come may read.
 */
public final class MetaView {

    private final MetaTable table = new MetaTable(new HeapMetaStore());
    private final Map<Long, InsertSchema> schemas = new HashMap<>();
    private final ArrayDeque<MetaChange> dropped = new ArrayDeque<>();
    private long version;
    private long newestChange;
    private long closedMs = Long.MIN_VALUE;

    /**
     * Whether proxies need a change: what they must know of segments they know from themselves, and
     * who else is there, and renews its lease each few seconds, matters to no task.
     */
    public static boolean holds(MetaChange change) {
        return switch (change.getEntryCase()) {
            case SEGMENT, NODE, LEASE, CHANNEL_TIMES, CLIENT -> false;
            default -> true;
        };
    }

    /** Takes a broadcast change; changes come in the order of their timestamps. */
    public void apply(MetaChange change) {
        table.apply(change);
        version++;
        if (Long.compareUnsigned(change.getTimestamp(), newestChange) > 0) {
            newestChange = change.getTimestamp();
        }
        if (change.getDropped() && (change.hasCollection() || change.hasPartition())) {
            dropped.add(change);
        }
    }

    /** Counts the changes that any read of the table may see. */
    long version() {
        return version;
    }

    /** The highest timestamp of those: reads at it or later all see the same. */
    long newestChange() {
        return newestChange;
    }

    /** Meta at or below this physical millisecond is complete. */
    public long closedMs() {
        return closedMs;
    }

    public void close(long watermarkMs) {
        closedMs = watermarkMs;
    }

    /** The table; read it at the timestamp of a task whose millisecond is closed. */
    public MetaTable table() {
        return table;
    }

    /** The digest of one version of a collection, made once. */
    InsertSchema schema(CollectionMeta collection) {
        InsertSchema schema = schemas.get(collection.getId());
        if (schema == null || schema.updateTimestamp() != collection.getUpdateTimestamp()) {
            schema = new InsertSchema(collection);
            schemas.put(collection.getId(), schema);
        }
        return schema;
    }

    /**
     * Forgets what no task can read any more, since all up to a physical millisecond are decided.
     *
     * @param history is told each drop of a collection or partition that has become history
     */
    public void forget(long decidedMs, Consumer<MetaChange> history) {
        if (decidedMs <= 0) {
            return;
        }
        long decided = HybridTimestamp.endOf(decidedMs);
        table.expireBefore(decided);
        while (!dropped.isEmpty() && dropped.peek().getTimestamp() <= decided) {
            MetaChange change = dropped.remove();
            if (change.hasCollection()) {
                schemas.remove(change.getCollection().getId());
            }
            history.accept(change);
        }
    }
}
