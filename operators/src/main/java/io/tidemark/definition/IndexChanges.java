package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.FieldTypes;
import io.tidemark.schema.IndexRules;
import java.util.ArrayList;
import java.util.List;

/** Alters and drops indexes of a collection. */
final class IndexChanges {

    private IndexChanges() {}

    /** Alters how an index is held; what it is cannot change while it is there. */
    static Decision alter(AlterIndexRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        Properties.requireOneOf(asked.getExtraParamsList(), asked.getDeleteKeysList());
        for (KeyValuePair param : asked.getExtraParamsList()) {
            requireHolding(param.getKey());
        }
        for (String key : asked.getDeleteKeysList()) {
            requireHolding(key);
        }
        IndexMeta index = IndexReads.require(collection, asked.getIndexName(), context);
        require(
                context.table().loads().of(collection.getId(), Context.NOW).isEmpty(),
                "can't alter index on loaded collection, please release the collection first");
        IndexMeta altered =
                index.toBuilder()
                        .clearParams()
                        .addAllParams(
                                Properties.altered(
                                        index.getParamsList(),
                                        asked.getExtraParamsList(),
                                        asked.getDeleteKeysList()))
                        .build();
        if (altered.equals(index)) {
            return Decision.unchanged();
        }
        List<MetaChange> changes = List.of(context.change().setIndex(altered).build());
        return Decision.of(
                changes, DdMessages.of(MsgType.AlterIndex, changes, context, collection));
    }

    /**
     * Drops the index of a name, without one that of a field, without both all of the collection; a
     * missing one is already as the client wants it.
     */
    static Decision drop(DropIndexRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        boolean loaded = context.table().loads().of(collection.getId(), Context.NOW).isPresent();
        List<MetaChange> changes = new ArrayList<>();
        for (IndexMeta index :
                IndexReads.matching(
                        collection, asked.getIndexName(), asked.getFieldName(), context)) {
            require(
                    !(loaded && onVector(collection, index)),
                    "index cannot be dropped, collection is loaded, please release it first");
            changes.add(context.tombstone().setIndex(index).build());
        }
        return changes.isEmpty()
                ? Decision.unchanged()
                : Decision.of(
                        changes, DdMessages.of(MsgType.DropIndex, changes, context, collection));
    }

    private static void requireHolding(String key) throws RefusedException {
        require(IndexRules.ALTERABLE.contains(key), key + " is not a configable index proptery");
    }

    private static boolean onVector(CollectionMeta collection, IndexMeta index) {
        return collection.getSchema().getFieldsList().stream()
                .filter(field -> field.getFieldID() == index.getFieldId())
                .map(FieldSchema::getDataType)
                .anyMatch(FieldTypes::isVector);
    }
}
