package io.tidemark.schema;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the fields of a new collection must keep to together; every breach is ILLEGAL_SCHEMA. Names
 * come trimmed. Source of limits and texts: Milvus internal/proxy/{task,util}.go.
 */
final class SchemaRules {

    private SchemaRules() {}

    static void check(CollectionSchema schema, Limits limits) throws RefusedException {
        List<FieldSchema> fields = schema.getFieldsList();
        long most = limits.of(Setting.MAX_FIELDS);
        require(fields.size() <= most, "maximum field's number should be limited to " + most);
        require(
                schema.getFunctionsCount() == 0 && schema.getStructArrayFieldsCount() == 0,
                "functions and struct array fields are not supported yet");
        checkNames(fields);
        checkPrimaryKey(fields);
        checkAutoId(fields);
        checkPartitionKey(fields);
        long vectors = fields.stream().filter(f -> FieldTypes.isVector(f.getDataType())).count();
        require(vectors > 0, "schema does not contain vector field");
        long mostVectors = limits.of(Setting.MAX_VECTOR_FIELDS);
        require(
                vectors <= mostVectors,
                "maximum vector field's number should be limited to " + mostVectors);
    }

    private static void checkNames(List<FieldSchema> fields) throws RefusedException {
        Set<String> names = new HashSet<>();
        for (FieldSchema field : fields) {
            require(
                    !SystemFields.NAMES.contains(field.getName()),
                    "schema contains system field: " + String.join(", ", SystemFields.NAMES));
            require(names.add(field.getName()), "duplicated field name");
        }
    }

    private static void checkPrimaryKey(List<FieldSchema> fields) throws RefusedException {
        List<FieldSchema> keys = fields.stream().filter(FieldSchema::getIsPrimaryKey).toList();
        require(!keys.isEmpty(), "primary key is not specified");
        require(
                keys.size() == 1,
                "there are more than one primary key, field name = " + firstTwo(keys));
        FieldSchema key = keys.get(0);
        require(isKeyType(key), "the data type of primary key should be Int64 or VarChar");
        require(
                !key.getAutoID() || key.getDataType() == DataType.Int64,
                "autoID is not supported when the VarChar field is the primary key");
    }

    private static void checkAutoId(List<FieldSchema> fields) throws RefusedException {
        List<FieldSchema> automatic = fields.stream().filter(FieldSchema::getAutoID).toList();
        if (automatic.isEmpty()) {
            return;
        }
        FieldSchema first = automatic.get(0);
        require(
                first.getIsPrimaryKey(),
                "only primary field can speficy AutoID with true, field name = " + first.getName());
        require(
                automatic.size() == 1,
                "only one field can speficy AutoID with true, field name = " + firstTwo(automatic));
    }

    private static void checkPartitionKey(List<FieldSchema> fields) throws RefusedException {
        List<FieldSchema> keys = fields.stream().filter(FieldSchema::getIsPartitionKey).toList();
        require(
                keys.size() <= 1,
                "there are more than one partition key, field name = " + firstTwo(keys));
        for (FieldSchema key : keys) {
            require(!key.getIsPrimaryKey(), "the partition key field must not be primary field");
            require(isKeyType(key), "the data type of partition key should be Int64 or VarChar");
        }
    }

    private static boolean isKeyType(FieldSchema field) {
        return field.getDataType() == DataType.Int64 || field.getDataType() == DataType.VarChar;
    }

    private static String firstTwo(List<FieldSchema> fields) {
        return String.join(", ", fields.stream().limit(2).map(FieldSchema::getName).toList());
    }

    private static void require(boolean kept, String breach) throws RefusedException {
        if (!kept) {
            throw new RefusedException(ErrorKind.ILLEGAL_SCHEMA, breach);
        }
    }
}
