package io.tidemark.schema;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import java.util.List;

/** The fields every collection has besides those its creator named. */
public final class SystemFields {

    public static final long ROW_ID = 0;
    public static final long TIMESTAMP = 1;

    /** Fields with a lower id are the system's. */
    public static final long FIRST_USER_FIELD_ID = 100;

    /** Takes the values of an insert that no field of the schema names. */
    public static final String DYNAMIC_NAME = "$meta";

    static final List<String> NAMES = List.of("RowID", "Timestamp");

    private SystemFields() {}

    /** Whether a client is told of the field: it is neither a system field nor the dynamic one. */
    public static boolean visible(FieldSchema field) {
        return field.getFieldID() >= FIRST_USER_FIELD_ID && !field.getIsDynamic();
    }

    static List<FieldSchema> appended() {
        return List.of(
                number(ROW_ID, NAMES.get(0), "row id"),
                number(TIMESTAMP, NAMES.get(1), "time stamp"));
    }

    static FieldSchema dynamic(long id) {
        return FieldSchema.newBuilder()
                .setFieldID(id)
                .setName(DYNAMIC_NAME)
                .setDescription("dynamic schema")
                .setDataType(DataType.JSON)
                .setIsDynamic(true)
                .build();
    }

    private static FieldSchema number(long id, String name, String description) {
        return FieldSchema.newBuilder()
                .setFieldID(id)
                .setName(name)
                .setDescription(description)
                .setDataType(DataType.Int64)
                .build();
    }
}
