package io.tidemark.bench.check;

import io.milvus.grpc.MsgType;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A definition message that neither creates nor drops a collection, and the channels that have it.
 */
final class OtherDefinition {

    private final long timestamp;
    private final MsgType type;
    private final int channel;
    private final long offset;
    private final Set<Long> collections = new TreeSet<>();
    private final List<String> movedAliases = new ArrayList<>();
    private final List<Long> newIds = new ArrayList<>();
    private final BitSet seen = new BitSet();
    private long appendedMs;

    OtherDefinition(
            long timestamp,
            MsgType type,
            DefinitionMsg definition,
            ConsumerRecord<byte[], byte[]> message) {
        this.timestamp = timestamp;
        this.type = type;
        this.channel = message.partition();
        this.offset = message.offset();
        definition.getChangesList().forEach(this::note);
    }

    private void note(MetaChange change) {
        switch (change.getEntryCase()) {
            case COLLECTION -> collections.add(change.getCollection().getId());
            case PARTITION -> {
                collections.add(change.getPartition().getCollectionId());
                made(MsgType.CreatePartition, change.getPartition().getId());
            }
            case ALIAS -> {
                AliasMeta alias = change.getAlias();
                collections.add(alias.getCollectionId());
                made(MsgType.CreateAlias, alias.getId());
                if (type == MsgType.AlterAlias) {
                    movedAliases.add(LoggedRequest.key(alias.getDbName(), alias.getName()));
                }
            }
            case INDEX -> {
                collections.add(change.getIndex().getCollectionId());
                made(MsgType.CreateIndex, change.getIndex().getId());
            }
            case LOAD -> collections.add(change.getLoad().getCollectionId());
            case FLUSH -> collections.add(change.getFlush().getCollectionId());
            case SEGMENT -> collections.add(change.getSegment().getCollectionId());
            default -> {}
        }
    }

    private void made(MsgType by, long id) {
        if (type == by) {
            newIds.add(id);
        }
    }

    void told(ConsumerRecord<byte[], byte[]> message) {
        seen.set(message.partition());
        appendedMs = Math.max(appendedMs, message.timestamp());
    }

    long timestamp() {
        return timestamp;
    }

    MsgType type() {
        return type;
    }

    /** Of the message that told it first. */
    int channel() {
        return channel;
    }

    long offset() {
        return offset;
    }

    /** What it is about. */
    Set<Long> collections() {
        return collections;
    }

    /** Aliases that meant another collection before, whose readers are told as well. */
    List<String> movedAliases() {
        return movedAliases;
    }

    /** What it has made: partitions, aliases, indexes. */
    List<Long> newIds() {
        return newIds;
    }

    /** The channels that have it. */
    BitSet seen() {
        return seen;
    }

    /** When the broker had taken it on all channels, on each for the first time. */
    long appendedMs() {
        return appendedMs;
    }
}
