package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MsgType;
import io.tidemark.meta.Indexes;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.IndexRules;
import io.tidemark.schema.NameRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates an index on a field, which has at most one. The same one again is as the client wants it;
 * without a name it takes that of its field, as current clients expect.
 */
final class CreateIndex {

    private CreateIndex() {}

    static Decision decide(CreateIndexRequest asked, Context context) throws RefusedException {
        CollectionMeta collection =
                context.collection(asked.getDbName(), asked.getCollectionName());
        FieldSchema field = field(collection, asked.getFieldName());
        List<KeyValuePair> params = Properties.created(asked.getExtraParamsList());
        IndexRules.check(field, params);
        Indexes indexes = context.table().indexes();
        Optional<IndexMeta> onField =
                indexes.onField(collection.getId(), field.getFieldID(), Context.NOW);
        String name = name(asked, field, onField, context);
        if (onField.isPresent()) {
            return repeated(onField.get(), name, params);
        }
        if (indexes.named(collection.getId(), name, Context.NOW).isPresent()) {
            throw duplicate();
        }
        IndexMeta index =
                IndexMeta.newBuilder()
                        .setCollectionId(collection.getId())
                        .setId(context.request().firstId())
                        .setName(name)
                        .setFieldId(field.getFieldID())
                        .addAllParams(params)
                        .setCreatedTimestamp(context.timestamp())
                        .build();
        List<MetaChange> created = List.of(context.change().setIndex(index).build());
        List<MetaChange> builds = IndexBuilds.orderedOf(collection, index, context);
        List<MetaChange> changes = new ArrayList<>(created);
        changes.addAll(builds);
        List<DdMessage> messages = new ArrayList<>();
        messages.add(DdMessages.of(MsgType.CreateIndex, created, context, collection));
        messages.addAll(DdMessages.segments(builds, context, collection));
        return Decision.of(changes, messages);
    }

    static FieldSchema field(CollectionMeta collection, String name) throws RefusedException {
        return collection.getSchema().getFieldsList().stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.FIELD_NOT_FOUND,
                                        "cannot create index on non-exist field: " + name));
    }

    private static Decision repeated(IndexMeta index, String name, List<KeyValuePair> params)
            throws RefusedException {
        if (!index.getParamsList().equals(params)) {
            throw duplicate();
        }
        require(
                index.getName().equals(name),
                "creating multiple indexes on same field is not supported");
        return Decision.unchanged();
    }

    private static String name(
            CreateIndexRequest asked,
            FieldSchema field,
            Optional<IndexMeta> onField,
            Context context)
            throws RefusedException {
        String sent = asked.getIndexName().strip();
        if (sent.isEmpty()) {
            return onField.map(IndexMeta::getName).orElse(field.getName());
        }
        return NameRule.INDEX.checkNew(sent, context.limits());
    }

    private static RefusedException duplicate() {
        return new RefusedException(
                ErrorKind.DUPLICATE_INDEX, "at most one distinct index is allowed per field");
    }
}
