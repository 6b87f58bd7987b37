package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.KeyValues;
import io.tidemark.schema.SchemaChange;
import java.util.List;

/**
 * Alters a collection's properties and fields. Each makes a new version of the collection, so that
 * inserts before it see the old one.
 */
final class CollectionChanges {

    private static final String TTL = "collection.ttl.seconds";
    private static final String MMAP = "mmap.enabled";

    private CollectionChanges() {}

    static Decision alter(AlterCollectionRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(
                        asked.getDbName(), asked.getCollectionName(), asked.getCollectionID());
        List<KeyValuePair> set = asked.getPropertiesList();
        Properties.requireOneOf(set, asked.getDeleteKeysList());
        for (String ttl : KeyValues.of(set, TTL).toList()) {
            require(
                    ttl.isEmpty() || ttl.matches("-1|\\d{1,10}"),
                    TTL + " must be a whole number of seconds, or -1 for none, found " + ttl);
        }
        DatabaseProperties.check(set);
        requireNotLoaded(
                collection,
                set,
                asked.getDeleteKeysList(),
                "can not alter mmap properties if collection loaded",
                context);
        List<KeyValuePair> altered =
                Properties.altered(collection.getPropertiesList(), set, asked.getDeleteKeysList());
        if (altered.equals(collection.getPropertiesList())) {
            return Decision.unchanged();
        }
        return changed(
                MsgType.AlterCollection,
                collection.toBuilder().clearProperties().addAllProperties(altered),
                context);
    }

    static Decision alterField(AlterCollectionFieldRequest asked, Context context)
            throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        List<KeyValuePair> set = asked.getPropertiesList();
        Properties.requireOneOf(set, asked.getDeleteKeysList());
        requireNotLoaded(
                collection,
                set,
                asked.getDeleteKeysList(),
                "can not alter collection field properties if collection loaded",
                context);
        CollectionSchema altered =
                SchemaChange.alterField(
                        collection.getSchema(),
                        asked.getFieldName(),
                        set,
                        asked.getDeleteKeysList(),
                        collection.getName(),
                        context.limits());
        if (altered.equals(collection.getSchema())) {
            return Decision.unchanged();
        }
        return changed(
                MsgType.AlterCollectionField, collection.toBuilder().setSchema(altered), context);
    }

    /** Adds a nullable field; rows that were there before it have no value of it. */
    static Decision addField(AddCollectionFieldRequest asked, Context context)
            throws RefusedException, InvalidProtocolBufferException {
        CollectionMeta collection =
                context.collection(
                        asked.getDbName(), asked.getCollectionName(), asked.getCollectionID());
        FieldSchema field = FieldSchema.parseFrom(asked.getSchema());
        CollectionSchema grown =
                SchemaChange.addField(
                        collection.getSchema(), field, collection.getName(), context.limits());
        return changed(
                MsgType.AddCollectionField, collection.toBuilder().setSchema(grown), context);
    }

    private static Decision changed(
            MsgType type, CollectionMeta.Builder collection, Context context) {
        List<MetaChange> changes = List.of(context.changed(collection));
        return Decision.of(changes, DdMessages.of(type, changes, context, collection.build()));
    }

    /** How values lie in memory cannot change under those who hold them. */
    private static void requireNotLoaded(
            CollectionMeta collection,
            List<KeyValuePair> set,
            List<String> deleted,
            String breach,
            Context context)
            throws RefusedException {
        boolean mmap = !Properties.value(set, MMAP).isEmpty() || deleted.contains(MMAP);
        boolean loaded = context.table().loads().of(collection.getId(), Context.NOW).isPresent();
        require(!(mmap && loaded), breach);
    }
}
