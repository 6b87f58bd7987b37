package io.tidemark.insert;

import com.google.protobuf.ByteString;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** Schemas, columns and requests for tests of inserts, built with the generated classes. */
final class TestingInserts {

    static final long COLLECTION = 4711;
    static final long FIRST_ID = 900_000;
    static final long TIMESTAMP = 429164525386203142L;
    static final int PROXY = 3;
    static final List<PartitionMeta> PARTITIONS = List.of(partition(77, "_default"));

    static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setChannels(16)
                    .setMaxRows(10_000)
                    .setMaxMessageBytes(1 << 20)
                    .setSegmentMaxRows(1 << 20)
                    .build();

    private TestingInserts() {}

    static PartitionMeta partition(long id, String name) {
        return PartitionMeta.newBuilder().setId(id).setName(name).build();
    }

    /** Shard i lies on physical channel 5 + i. */
    static CollectionMeta collection(int shards, FieldSchema... fields) {
        CollectionSchema.Builder schema = CollectionSchema.newBuilder().setName("films");
        long id = 100;
        for (FieldSchema field : fields) {
            schema.addFields(field.toBuilder().setFieldID(id++));
        }
        schema.addFields(FieldSchema.newBuilder().setName("RowID").setDataType(DataType.Int64));
        CollectionMeta.Builder meta =
                CollectionMeta.newBuilder()
                        .setId(COLLECTION)
                        .setDbName("default")
                        .setName("films")
                        .setUpdateTimestamp(12)
                        .setSchema(schema);
        for (int shard = 0; shard < shards; shard++) {
            String physical = PhysicalChannel.name("by-dev", 5 + shard);
            meta.addPhysicalChannels(physical);
            meta.addVirtualChannels(PhysicalChannel.virtualName(physical, COLLECTION, shard));
        }
        return meta.build();
    }

    static FieldSchema.Builder field(String name, DataType type) {
        return FieldSchema.newBuilder().setName(name).setDataType(type);
    }

    static FieldSchema.Builder field(String name, DataType type, String param, int value) {
        return field(name, type)
                .addTypeParams(
                        KeyValuePair.newBuilder().setKey(param).setValue(Integer.toString(value)));
    }

    static FieldSchema.Builder key(String name, DataType type) {
        return (type == DataType.VarChar ? field(name, type, "max_length", 200) : field(name, type))
                .setIsPrimaryKey(true);
    }

    static FieldData longs(String name, long... values) {
        LongArray.Builder data = LongArray.newBuilder();
        for (long value : values) {
            data.addData(value);
        }
        return scalars(name, DataType.Int64, ScalarField.newBuilder().setLongData(data));
    }

    static FieldData texts(String name, String... values) {
        return scalars(
                name,
                DataType.VarChar,
                ScalarField.newBuilder()
                        .setStringData(StringArray.newBuilder().addAllData(List.of(values))));
    }

    static FieldData ints(String name, DataType type, int... values) {
        IntArray.Builder data = IntArray.newBuilder();
        for (int value : values) {
            data.addData(value);
        }
        return scalars(name, type, ScalarField.newBuilder().setIntData(data));
    }

    static FieldData floatVectors(String name, int dim, float... values) {
        FloatArray.Builder data = FloatArray.newBuilder();
        for (float value : values) {
            data.addData(value);
        }
        return vectors(
                name,
                DataType.FloatVector,
                VectorField.newBuilder().setDim(dim).setFloatVector(data));
    }

    static FieldData scalars(String name, DataType type, ScalarField.Builder scalars) {
        return FieldData.newBuilder().setType(type).setFieldName(name).setScalars(scalars).build();
    }

    static FieldData vectors(String name, DataType type, VectorField.Builder vectors) {
        return FieldData.newBuilder().setType(type).setFieldName(name).setVectors(vectors).build();
    }

    static io.milvus.grpc.InsertRequest insert(int rows, FieldData... columns) {
        return io.milvus.grpc.InsertRequest.newBuilder()
                .setDbName("default")
                .setCollectionName("films")
                .addAllFieldsData(List.of(columns))
                .setNumRows(rows)
                .build();
    }

    static Request request(byte[] payload, int rows) {
        return new Request(
                PROXY,
                0,
                TIMESTAMP,
                FIRST_ID,
                rows,
                Method.INSERT,
                Payload.of(payload),
                ReplyTo.NONE,
                null);
    }

    /** Random data of a field, as many elements as asked for. */
    static FieldData random(FieldSchema field, int elements, Random random) {
        int dim = dim(field);
        DataType type = field.getDataType();
        return switch (type) {
            case Bool, Int8, Int16, Int32, Int64, Float, Double, VarChar, JSON ->
                    scalars(field.getName(), type, randomScalars(type, elements, random));
            case Array -> {
                ArrayArray.Builder data =
                        ArrayArray.newBuilder().setElementType(field.getElementType());
                for (int row = 0; row < elements; row++) {
                    data.addData(randomScalars(field.getElementType(), random.nextInt(4), random));
                }
                yield scalars(field.getName(), type, ScalarField.newBuilder().setArrayData(data));
            }
            default -> vectors(field.getName(), type, randomVectors(type, dim, elements, random));
        };
    }

    static int dim(FieldSchema field) {
        return field.getTypeParamsList().stream()
                .filter(param -> param.getKey().equals("dim"))
                .mapToInt(param -> Integer.parseInt(param.getValue()))
                .findFirst()
                .orElse(0);
    }

    private static ScalarField.Builder randomScalars(DataType type, int elements, Random random) {
        BoolArray.Builder bools = BoolArray.newBuilder();
        IntArray.Builder ints = IntArray.newBuilder();
        LongArray.Builder longs = LongArray.newBuilder();
        FloatArray.Builder floats = FloatArray.newBuilder();
        DoubleArray.Builder doubles = DoubleArray.newBuilder();
        StringArray.Builder texts = StringArray.newBuilder();
        JSONArray.Builder jsons = JSONArray.newBuilder();
        for (int element = 0; element < elements; element++) {
            bools.addData(random.nextBoolean());
            ints.addData((byte) random.nextInt());
            longs.addData(random.nextLong() >> random.nextInt(64));
            floats.addData(random.nextFloat());
            doubles.addData(random.nextGaussian());
            texts.addData("é".repeat(random.nextInt(3)) + random.nextInt(100_000));
            jsons.addData(ByteString.copyFromUtf8("{\"a\":" + random.nextInt(1000) + "}"));
        }
        ScalarField.Builder scalars = ScalarField.newBuilder();
        return switch (type) {
            case Bool -> scalars.setBoolData(bools);
            case Int64 -> scalars.setLongData(longs);
            case Float -> scalars.setFloatData(floats);
            case Double -> scalars.setDoubleData(doubles);
            case VarChar -> scalars.setStringData(texts);
            case JSON -> scalars.setJsonData(jsons);
            default -> scalars.setIntData(ints);
        };
    }

    private static VectorField.Builder randomVectors(
            DataType type, int dim, int rows, Random random) {
        VectorField.Builder vectors = VectorField.newBuilder().setDim(dim);
        if (type == DataType.FloatVector) {
            FloatArray.Builder floats = FloatArray.newBuilder();
            for (int at = 0; at < rows * dim; at++) {
                floats.addData(random.nextFloat());
            }
            return vectors.setFloatVector(floats);
        }
        if (type == DataType.SparseFloatVector) {
            SparseFloatArray.Builder sparse = SparseFloatArray.newBuilder();
            for (int row = 0; row < rows; row++) {
                sparse.addContents(sparse(random.nextInt(9), 1f, 10 + random.nextInt(9), 2f));
            }
            return vectors.setSparseFloatVector(sparse.setDim(1000));
        }
        // Below 0x40 in every byte, no half float is infinite.
        byte[] bytes =
                new byte
                        [switch (type) {
                            case BinaryVector -> rows * dim / 8;
                            case Int8Vector -> rows * dim;
                            default -> rows * dim * 2;
                        }];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) random.nextInt(0x40);
        }
        ByteString data = ByteString.copyFrom(bytes);
        return switch (type) {
            case BinaryVector -> vectors.setBinaryVector(data);
            case Int8Vector -> vectors.setInt8Vector(data);
            case Float16Vector -> vectors.setFloat16Vector(data);
            default -> vectors.setBfloat16Vector(data);
        };
    }

    static ByteString sparse(int index, float value, int nextIndex, float nextValue) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(index)
                        .putFloat(value)
                        .putInt(nextIndex)
                        .putFloat(nextValue)
                        .array());
    }

    /** What one element of a column is, whatever its type. */
    static Object cell(FieldData column, int element) {
        ScalarField scalars = column.getScalars();
        VectorField vectors = column.getVectors();
        int dim = (int) vectors.getDim();
        return switch (column.getType()) {
            case Bool -> scalars.getBoolData().getData(element);
            case Int8, Int16, Int32 -> scalars.getIntData().getData(element);
            case Int64 -> scalars.getLongData().getData(element);
            case Float -> scalars.getFloatData().getData(element);
            case Double -> scalars.getDoubleData().getData(element);
            case VarChar -> scalars.getStringData().getData(element);
            case JSON -> scalars.getJsonData().getData(element);
            case Array -> scalars.getArrayData().getData(element);
            case FloatVector ->
                    vectors.getFloatVector()
                            .getDataList()
                            .subList(element * dim, (element + 1) * dim);
            case SparseFloatVector -> vectors.getSparseFloatVector().getContents(element);
            case BinaryVector -> slice(vectors.getBinaryVector(), element, dim / 8);
            case Int8Vector -> slice(vectors.getInt8Vector(), element, dim);
            case Float16Vector -> slice(vectors.getFloat16Vector(), element, dim * 2);
            default -> slice(vectors.getBfloat16Vector(), element, dim * 2);
        };
    }

    private static ByteString slice(ByteString bytes, int element, int width) {
        return bytes.substring(element * width, (element + 1) * width);
    }
}
