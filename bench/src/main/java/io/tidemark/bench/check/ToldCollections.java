package io.tidemark.bench.check;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import java.util.HashMap;
import java.util.Map;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The collections that one channel was told of so far. */
final class ToldCollections {

    /**
     * A collection as this channel was told of it; its generated key is empty where it has none.
     */
    record Told(String generatedKey, boolean dropped) {}

    private final DdHistory history;
    private final Report report;
    private final Map<Long, Told> collections = new HashMap<>();

    ToldCollections(DdHistory history, Report report) {
        this.history = history;
        this.report = report;
    }

    /** Null where the channel was never told of it. */
    Told get(long id) {
        return collections.get(id);
    }

    void created(
            ChannelCheck.Key key,
            ConsumerRecord<byte[], byte[]> message,
            Msg.CreateCollectionRequest create) {
        history.created(key.timestamp(), create, message);
        Told told = new Told(generatedKey(create.getCollectionSchema()), false);
        if (collections.put(create.getCollectionID(), told) != null) {
            violated(
                    Promise.IDS_ARE_UNIQUE,
                    message,
                    "creates collection %d a second time".formatted(create.getCollectionID()));
        }
    }

    private static String generatedKey(CollectionSchema schema) {
        for (FieldSchema field : schema.getFieldsList()) {
            if (field.getAutoID()) {
                return field.getName();
            }
        }
        return "";
    }

    void dropped(
            ChannelCheck.Key key,
            ConsumerRecord<byte[], byte[]> message,
            Msg.DropCollectionRequest drop) {
        history.dropped(key.timestamp(), drop, message);
        Told told = collections.get(drop.getCollectionID());
        if (told == null || told.dropped()) {
            violated(
                    Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL,
                    message,
                    "drops collection %d, which this channel does not have"
                            .formatted(drop.getCollectionID()));
        }
        collections.put(drop.getCollectionID(), new Told("", true));
    }

    /** Takes a definition of another kind, with the names that it gives. */
    void defined(
            ChannelCheck.Key key,
            MsgType type,
            ConsumerRecord<byte[], byte[]> message,
            DefinitionMsg definition) {
        history.others().add(key.timestamp(), type, definition, message);
        for (MetaChange change : definition.getChangesList()) {
            if (change.hasAlias()) {
                AliasMeta alias = change.getAlias();
                history.names()
                        .means(
                                LoggedRequest.key(alias.getDbName(), alias.getName()),
                                key.timestamp(),
                                change.getDropped() ? NameHistory.NONE : alias.getCollectionId());
            } else if (change.hasPartition()) {
                PartitionMeta partition = change.getPartition();
                history.partitions()
                        .means(
                                DdHistory.partition(
                                        partition.getCollectionId(), partition.getName()),
                                key.timestamp(),
                                change.getDropped() ? NameHistory.NONE : partition.getId());
            } else if (type == MsgType.RenameCollection && change.hasCollection()) {
                CollectionMeta collection = change.getCollection();
                history.names()
                        .renamed(
                                LoggedRequest.key(collection.getDbName(), collection.getName()),
                                key.timestamp(),
                                collection.getId());
            }
        }
    }

    private void violated(Promise promise, ConsumerRecord<byte[], byte[]> at, String what) {
        report.violated(promise, at.topic(), at.partition(), at.offset(), what);
    }
}
