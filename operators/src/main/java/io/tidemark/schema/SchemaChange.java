package io.tidemark.schema;

import static io.tidemark.schema.FieldRules.require;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The next version of a stored schema. Each counts its version up. Source of rules and texts:
 * Milvus internal/proxy/task.go.
 */
public final class SchemaChange {

    private static final List<String> ALTERABLE =
            List.of("mmap.enabled", TypeParams.MAX_LENGTH, TypeParams.MAX_CAPACITY);
    private static final List<String> DELETABLE = List.of("mmap.enabled");

    private SchemaChange() {}

    /**
     * Adds a field behind those the client named, with the next id. It must be nullable, since the
     * rows that are there have no value of it.
     *
     * @throws RefusedException INVALID_PARAMETER or ILLEGAL_SCHEMA
     */
    public static CollectionSchema addField(
            CollectionSchema schema, FieldSchema sent, String collection, Limits limits)
            throws RefusedException {
        String name = NameRule.FIELD.checkNew(sent.getName(), limits);
        FieldSchema field = sent.toBuilder().setName(name).build();
        long visible = schema.getFieldsList().stream().filter(SystemFields::visible).count();
        long most = limits.of(Setting.MAX_FIELDS);
        require(visible < most, "The number of fields has reached the maximum value " + most);
        checkKind(field);
        FieldRules.check(field, collection, limits);
        long last = 0;
        for (FieldSchema existing : schema.getFieldsList()) {
            require(!existing.getName().equals(field.getName()), "duplicated field name");
            last = Math.max(last, existing.getFieldID());
        }
        FieldSchema added =
                field.toBuilder()
                        .setFieldID(last + 1)
                        .clearTypeParams()
                        .addAllTypeParams(SchemaCompletion.sorted(field.getTypeParamsList()))
                        .clearIndexParams()
                        .build();
        List<FieldSchema> fields = new ArrayList<>(schema.getFieldsList());
        int system = 0;
        while (fields.get(system).getFieldID() >= SystemFields.FIRST_USER_FIELD_ID) {
            system++;
        }
        fields.add(system, added);
        return next(schema, fields);
    }

    /**
     * Alters the parameters of a field's type.
     *
     * @throws RefusedException FIELD_NOT_FOUND, or INVALID_PARAMETER for what cannot be altered
     */
    public static CollectionSchema alterField(
            CollectionSchema schema,
            String name,
            List<KeyValuePair> set,
            List<String> deleted,
            String collection,
            Limits limits)
            throws RefusedException {
        List<FieldSchema> fields = new ArrayList<>(schema.getFieldsList());
        for (int i = 0; i < fields.size(); i++) {
            FieldSchema field = fields.get(i);
            if (field.getName().equals(name) && SystemFields.visible(field)) {
                FieldSchema altered = altered(field, set, deleted);
                FieldRules.check(altered, collection, limits);
                if (altered.equals(field)) {
                    return schema;
                }
                fields.set(i, altered);
                return next(schema, fields);
            }
        }
        throw new RefusedException(
                ErrorKind.FIELD_NOT_FOUND, "field not found[field=" + name + "]");
    }

    private static FieldSchema altered(
            FieldSchema field, List<KeyValuePair> set, List<String> deleted)
            throws RefusedException {
        Map<String, String> params = new TreeMap<>();
        field.getTypeParamsList().forEach(p -> params.put(p.getKey(), p.getValue()));
        for (KeyValuePair pair : set) {
            boolean sized = !pair.getKey().equals("mmap.enabled");
            require(
                    ALTERABLE.contains(pair.getKey())
                            && (!sized || params.containsKey(pair.getKey())),
                    pair.getKey() + " does not allow update in collection field param");
            params.put(pair.getKey(), pair.getValue());
        }
        for (String key : deleted) {
            require(DELETABLE.contains(key), "can not delete key " + key);
            params.remove(key);
        }
        FieldSchema.Builder altered = field.toBuilder().clearTypeParams();
        params.forEach(
                (key, value) ->
                        altered.addTypeParams(
                                KeyValuePair.newBuilder().setKey(key).setValue(value)));
        return altered.build();
    }

    private static void checkKind(FieldSchema field) throws RefusedException {
        String name = field.getName();
        require(
                !SystemFields.NAMES.contains(name),
                "not support to add system field, field name = " + name);
        require(!field.getIsPrimaryKey(), "not support to add pk field, field name = " + name);
        require(
                !field.getAutoID(),
                "only primary field can speficy AutoID with true, field name = " + name);
        require(
                !field.getIsPartitionKey(),
                "not support to add partition key field, field name = " + name);
        require(
                !field.getIsClusteringKey(),
                "not support to add clustering key field, field name = " + name);
        require(
                !FieldTypes.isVector(field.getDataType()),
                "not support to add vector field, field name = " + name);
        require(
                field.getNullable(),
                "added field must be nullable, please check it, field name = " + name);
    }

    private static CollectionSchema next(CollectionSchema schema, List<FieldSchema> fields) {
        return schema.toBuilder()
                .clearFields()
                .addAllFields(fields)
                .setVersion(schema.getVersion() + 1)
                .build();
    }
}
