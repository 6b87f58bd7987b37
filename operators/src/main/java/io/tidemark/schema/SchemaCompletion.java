package io.tidemark.schema;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.request.RefusedException;
import io.tidemark.setting.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the schema that is stored of the one a client sent. */
public final class SchemaCompletion {

    private static final Comparator<KeyValuePair> BY_KEY =
            Comparator.comparing(KeyValuePair::getKey).thenComparing(KeyValuePair::getValue);

    private SchemaCompletion() {}

    /**
     * As {@link #complete(CollectionSchema, String, Limits)}, under the limits that hold where none
     * was changed.
     */
    public static CollectionSchema complete(CollectionSchema sent, String collection)
            throws RefusedException {
        return complete(sent, collection, Limits.DEFAULTS);
    }

    /**
     * Checks a client's schema and completes it: names trimmed, field ids by position from 100 on
     * (those the client sent are ignored), the dynamic field where enabled, the system fields last.
     * Index parameters are left out, as they belong to another request.
     *
     * @param collection the trimmed name of the collection
     * @throws RefusedException INVALID_PARAMETER for a field, ILLEGAL_SCHEMA for the whole
     */
    public static CollectionSchema complete(CollectionSchema sent, String collection, Limits limits)
            throws RefusedException {
        CollectionSchema.Builder trimmed = sent.toBuilder().setName(collection).clearFields();
        for (FieldSchema field : sent.getFieldsList()) {
            String name = NameRule.FIELD.checkNew(field.getName(), limits);
            trimmed.addFields(field.toBuilder().setName(name));
        }
        SchemaRules.check(trimmed.build(), limits);
        for (FieldSchema field : trimmed.getFieldsList()) {
            FieldRules.check(field, collection, limits);
        }
        return withIds(trimmed.build());
    }

    /**
     * Parameters in the order of their keys: clients send them in the order of their own hash maps,
     * and two requests that differ in nothing else mean the same.
     */
    static List<KeyValuePair> sorted(List<KeyValuePair> params) {
        return params.stream().sorted(BY_KEY).toList();
    }

    private static CollectionSchema withIds(CollectionSchema checked) {
        List<FieldSchema> fields = new ArrayList<>();
        long nextId = SystemFields.FIRST_USER_FIELD_ID;
        for (FieldSchema field : checked.getFieldsList()) {
            fields.add(
                    field.toBuilder()
                            .setFieldID(nextId)
                            .clearTypeParams()
                            .addAllTypeParams(sorted(field.getTypeParamsList()))
                            .clearIndexParams()
                            .build());
            nextId++;
        }
        if (checked.getEnableDynamicField()) {
            fields.add(SystemFields.dynamic(nextId));
        }
        fields.addAll(SystemFields.appended());
        List<KeyValuePair> properties = sorted(checked.getPropertiesList());
        return checked.toBuilder()
                .clearFields()
                .addAllFields(fields)
                .clearProperties()
                .addAllProperties(properties)
                .build();
    }
}
