package io.tidemark.bench.check;

import io.milvus.grpc.MsgType;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A definition message that neither creates nor drops a collection, and the channels that have it.
 */
final class OtherDefinition extends ToldDefinition {

    private final MsgType type;
    private final Set<Long> collections = new TreeSet<>();
    private final List<String> movedAliases = new ArrayList<>();
    private final List<Long> newIds = new ArrayList<>();

    OtherDefinition(
            long timestamp,
            MsgType type,
            DefinitionMsg definition,
            ConsumerRecord<byte[], byte[]> message) {
        super(timestamp, message);
        this.type = type;
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

    MsgType type() {
        return type;
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
}
