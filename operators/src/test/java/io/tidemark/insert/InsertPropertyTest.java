package io.tidemark.insert;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.Status;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.ValueField;
import io.milvus.grpc.VectorField;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Payload;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.wal.WalOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import milvus.proto.msg.Msg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random inserts into random collections. What every message must be is computed with the generated
 * classes, cell by cell, and compared in bytes.
 */
class InsertPropertyTest {

    private static final List<DataType> TYPES =
            List.of(
                    DataType.Bool,
                    DataType.Int8,
                    DataType.Int16,
                    DataType.Int32,
                    DataType.Int64,
                    DataType.Float,
                    DataType.Double,
                    DataType.VarChar,
                    DataType.JSON,
                    DataType.Array,
                    DataType.FloatVector,
                    DataType.BinaryVector,
                    DataType.Float16Vector,
                    DataType.BFloat16Vector,
                    DataType.Int8Vector,
                    DataType.SparseFloatVector);

    private static final String DEFAULT_TEXT = "none given";

    private final List<FieldSchema> fields = new ArrayList<>();
    private final List<FieldData> sent = new ArrayList<>();

    /** By field: its value in every row, and which rows have one; null where it is not nullable. */
    private final List<List<Object>> cells = new ArrayList<>();

    private final List<boolean[]> valid = new ArrayList<>();

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRowIsInItsShardsMessagesByteForByte(int seed) throws Exception {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(60);
        boolean autoId = random.nextBoolean();
        boolean keyed = random.nextInt(3) == 0;
        addKey(autoId, rows, random);
        for (int field = random.nextInt(7); field > 0; field--) {
            addField(rows, random);
        }
        if (keyed) {
            add(
                    TestingInserts.field("part", DataType.Int64).setIsPartitionKey(true).build(),
                    rows,
                    random);
        }
        CollectionMeta meta =
                TestingInserts.collection(
                        1 + random.nextInt(4), fields.toArray(new FieldSchema[0]));
        List<PartitionMeta> partitions = new ArrayList<>();
        for (int index = 0; index < (keyed ? 3 : 1); index++) {
            partitions.add(TestingInserts.partition(70 + index, "_default_" + index));
        }
        ClusterSettings settings =
                TestingInserts.SETTINGS.toBuilder()
                        .setMaxMessageBytes(random.nextBoolean() ? 1 << 20 : 3000)
                        .build();
        byte[] payload = TestingInserts.insert(rows, sent.toArray(new FieldData[0])).toByteArray();
        long segmentRows = 1L + random.nextInt(40);

        List<WalOutput.Message> messages = new ArrayList<>();
        InsertTask task =
                InsertTask.prepare(
                        TestingInserts.request(payload, rows),
                        InsertBatch.parse(amidOthers(payload, random), new KnownTexts()),
                        new InsertSchema(meta),
                        partitions,
                        settings);
        task.execute(new SegmentAllocator(segmentRows), messages::add);

        assertThat(task.result()).isEqualTo(answer(rows).toByteArray());
        check(messages, meta, partitions, keyed, rows, segmentRows, settings.getMaxMessageBytes());
    }

    /** As a payload lies in the broker's response. */
    private static Payload amidOthers(byte[] payload, Random random) {
        byte[] response = new byte[payload.length + 64];
        random.nextBytes(response);
        int from = random.nextInt(64);
        System.arraycopy(payload, 0, response, from, payload.length);
        return new Payload(response, from, payload.length);
    }

    private void check(
            List<WalOutput.Message> messages,
            CollectionMeta meta,
            List<PartitionMeta> partitions,
            boolean keyed,
            int rows,
            long segmentRows,
            int maxMessageBytes)
            throws Exception {
        Map<Integer, Integer> parts = new HashMap<>();
        Map<List<Integer>, List<Integer>> placed = new HashMap<>();
        Map<List<Integer>, Long> segments = new HashMap<>();
        for (WalOutput.Message message : messages) {
            Msg.InsertRequest body = Msg.InsertRequest.parseFrom(message.body());
            List<Integer> members =
                    body.getRowIDsList().stream()
                            .map(id -> (int) (id - TestingInserts.FIRST_ID))
                            .toList();
            int shard = shard(cells.get(0).get(members.get(0)), meta.getVirtualChannelsCount());
            int partition = keyed ? partition(members.get(0), partitions.size()) : 0;
            List<Integer> place = List.of(shard, partition);
            List<Integer> before = placed.computeIfAbsent(place, key -> new ArrayList<>());
            if (before.size() % segmentRows == 0) {
                segments.put(place, TestingInserts.FIRST_ID + members.get(0));
            }
            assertThat(before.size() % segmentRows + members.size())
                    .isLessThanOrEqualTo(segmentRows);
            before.addAll(members);

            Msg.InsertRequest expected =
                    expected(meta, shard, partitions.get(partition), segments.get(place), members);
            assertThat(body).isEqualTo(expected);
            assertThat(message.body()).isEqualTo(expected.toByteArray());
            assertThat(message.body().length).isLessThanOrEqualTo(maxMessageBytes);
            assertThat(message.channel()).isEqualTo(5 + shard);
            assertThat(message.timestamp()).isEqualTo(TestingInserts.TIMESTAMP);
            assertThat(message.writer()).isEqualTo(TestingInserts.PROXY);
            assertThat(message.part()).isEqualTo(parts.merge(5 + shard, 1, Integer::sum) - 1);
        }
        List<Integer> all = new ArrayList<>();
        placed.forEach(
                (place, members) -> {
                    assertThat(members).isSorted();
                    for (int row : members) {
                        assertThat(shard(cells.get(0).get(row), meta.getVirtualChannelsCount()))
                                .isEqualTo(place.get(0));
                        assertThat(keyed ? partition(row, partitions.size()) : 0)
                                .isEqualTo(place.get(1));
                    }
                    all.addAll(members);
                });
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, rows).boxed().toList());
    }

    private MutationResult answer(int rows) {
        MutationResult.Builder answer =
                MutationResult.newBuilder()
                        .setStatus(Status.getDefaultInstance())
                        .setInsertCnt(rows)
                        .setTimestamp(TestingInserts.TIMESTAMP);
        for (int row = 0; row < rows; row++) {
            answer.addSuccIndex(row);
            if (cells.get(0).get(row) instanceof Long number) {
                answer.getIDsBuilder().getIntIdBuilder().addData(number);
            } else {
                answer.getIDsBuilder().getStrIdBuilder().addData((String) cells.get(0).get(row));
            }
        }
        return answer.build();
    }

    private int partition(int row, int partitions) {
        return RowHash.shard((Long) cells.get(cells.size() - 1).get(row), partitions);
    }

    private static int shard(Object key, int shards) {
        if (key instanceof Long number) {
            return RowHash.shard(number, shards);
        }
        byte[] text = ((String) key).getBytes(StandardCharsets.UTF_8);
        return RowHash.shard(text, 0, text.length, shards);
    }

    private Msg.InsertRequest expected(
            CollectionMeta meta,
            int shard,
            PartitionMeta partition,
            long segmentId,
            List<Integer> members) {
        Msg.InsertRequest.Builder expected =
                Msg.InsertRequest.newBuilder()
                        .setBase(
                                MsgBase.newBuilder()
                                        .setMsgType(MsgType.Insert)
                                        .setMsgID(TestingInserts.FIRST_ID + members.get(0))
                                        .setTimestamp(TestingInserts.TIMESTAMP)
                                        .setSourceID(TestingInserts.PROXY))
                        .setShardName(meta.getVirtualChannels(shard))
                        .setDbName("default")
                        .setCollectionName("films")
                        .setPartitionName(partition.getName())
                        .setCollectionID(TestingInserts.COLLECTION)
                        .setPartitionID(partition.getId())
                        .setSegmentID(segmentId)
                        .setNumRows(members.size())
                        .setVersion(Msg.InsertDataVersion.ColumnBased);
        for (int row : members) {
            expected.addTimestamps(TestingInserts.TIMESTAMP);
            expected.addRowIDs(TestingInserts.FIRST_ID + row);
        }
        for (int field = 0; field < fields.size(); field++) {
            List<Object> all = cells.get(field);
            FieldData.Builder column =
                    column(fields.get(field), members.stream().map(all::get).toList(), all)
                            .setFieldId(100 + field);
            if (valid.get(field) != null) {
                for (int row : members) {
                    column.addValidData(valid.get(field)[row]);
                }
            }
            expected.addFieldsData(column);
        }
        return expected.build();
    }

    private void addKey(boolean autoId, int rows, Random random) {
        DataType type = random.nextBoolean() ? DataType.Int64 : DataType.VarChar;
        FieldSchema key = TestingInserts.key("id", type).setAutoID(autoId).build();
        if (!autoId) {
            add(key, rows, random);
            return;
        }
        List<Object> generated = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            long id = TestingInserts.FIRST_ID + row;
            generated.add(type == DataType.Int64 ? (Object) id : Long.toString(id));
        }
        fields.add(key);
        cells.add(generated);
        valid.add(null);
    }

    private void addField(int rows, Random random) {
        DataType type = TYPES.get(random.nextInt(TYPES.size()));
        boolean vector = type.getNumber() >= DataType.BinaryVector_VALUE;
        String name = "f" + fields.size();
        FieldSchema.Builder field =
                vector && type != DataType.SparseFloatVector
                        ? TestingInserts.field(name, type, "dim", 8 * (1 + random.nextInt(3)))
                        : TestingInserts.field(name, type);
        if (type == DataType.Array) {
            field.setElementType(random.nextBoolean() ? DataType.Int64 : DataType.VarChar);
        }
        if (vector || random.nextBoolean()) {
            add(field.build(), rows, random);
            return;
        }
        field.setNullable(true);
        if (type == DataType.VarChar && random.nextBoolean()) {
            field.setDefaultValue(ValueField.newBuilder().setStringData(DEFAULT_TEXT));
        }
        addNullable(field.build(), rows, random);
    }

    private void add(FieldSchema field, int rows, Random random) {
        FieldData data = TestingInserts.random(field, rows, random);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            values.add(TestingInserts.cell(data, row));
        }
        fields.add(field);
        sent.add(random.nextInt(sent.size() + 1), data);
        cells.add(values);
        valid.add(null);
    }

    /** Sent with an element for each row, or only for those with a value, or not at all. */
    private void addNullable(FieldSchema field, int rows, Random random) {
        FieldData data = TestingInserts.random(field, rows, random);
        int manner = random.nextInt(3);
        Object filling = field.hasDefaultValue() ? DEFAULT_TEXT : zero(field.getDataType());
        boolean[] has = new boolean[rows];
        List<Object> values = new ArrayList<>();
        List<Object> elements = new ArrayList<>();
        FieldData.Builder flags = FieldData.newBuilder();
        for (int row = 0; row < rows; row++) {
            has[row] = manner < 2 && random.nextBoolean();
            flags.addValidData(has[row]);
            Object value = TestingInserts.cell(data, row);
            values.add(has[row] ? value : filling);
            if (manner == 0 || has[row]) {
                elements.add(value);
            }
            has[row] |= field.hasDefaultValue();
        }
        fields.add(field);
        cells.add(values);
        valid.add(has);
        if (manner < 2) {
            sent.add(column(field, elements, elements).mergeFrom(flags.build()).build());
        }
    }

    private static Object zero(DataType type) {
        return switch (type) {
            case Bool -> false;
            case Int8, Int16, Int32 -> 0;
            case Int64 -> 0L;
            case Float -> 0f;
            case Double -> 0d;
            case VarChar -> "";
            case JSON -> ByteString.EMPTY;
            default -> ScalarField.getDefaultInstance();
        };
    }

    private static FieldData.Builder column(
            FieldSchema field, List<Object> values, List<Object> all) {
        FieldData.Builder column =
                FieldData.newBuilder().setType(field.getDataType()).setFieldName(field.getName());
        if (field.getDataType().getNumber() >= DataType.BinaryVector_VALUE) {
            return column.setVectors(vectors(field, values, all));
        }
        return column.setScalars(scalars(field, values));
    }

    private static ScalarField.Builder scalars(FieldSchema field, List<Object> values) {
        BoolArray.Builder bools = BoolArray.newBuilder();
        IntArray.Builder ints = IntArray.newBuilder();
        LongArray.Builder longs = LongArray.newBuilder();
        FloatArray.Builder floats = FloatArray.newBuilder();
        DoubleArray.Builder doubles = DoubleArray.newBuilder();
        StringArray.Builder texts = StringArray.newBuilder();
        JSONArray.Builder jsons = JSONArray.newBuilder();
        ArrayArray.Builder arrays = ArrayArray.newBuilder().setElementType(field.getElementType());
        ScalarField.Builder scalars = ScalarField.newBuilder();
        for (Object value : values) {
            switch (field.getDataType()) {
                case Bool -> bools.addData((Boolean) value);
                case Int64 -> longs.addData((Long) value);
                case Float -> floats.addData((Float) value);
                case Double -> doubles.addData((Double) value);
                case VarChar -> texts.addData((String) value);
                case JSON -> jsons.addData((ByteString) value);
                case Array -> arrays.addData((ScalarField) value);
                default -> ints.addData((Integer) value);
            }
        }
        return switch (field.getDataType()) {
            case Bool -> scalars.setBoolData(bools);
            case Int64 -> scalars.setLongData(longs);
            case Float -> scalars.setFloatData(floats);
            case Double -> scalars.setDoubleData(doubles);
            case VarChar -> scalars.setStringData(texts);
            case JSON -> scalars.setJsonData(jsons);
            case Array -> scalars.setArrayData(arrays);
            default -> scalars.setIntData(ints);
        };
    }

    private static VectorField.Builder vectors(
            FieldSchema field, List<Object> values, List<Object> all) {
        VectorField.Builder vectors = VectorField.newBuilder().setDim(TestingInserts.dim(field));
        if (field.getDataType() == DataType.FloatVector) {
            FloatArray.Builder floats = FloatArray.newBuilder();
            for (Object value : values) {
                for (Object number : (List<?>) value) {
                    floats.addData((Float) number);
                }
            }
            return vectors.setFloatVector(floats);
        }
        if (field.getDataType() == DataType.SparseFloatVector) {
            long dim = 0;
            for (Object value : all) {
                ByteString pairs = (ByteString) value;
                dim = Math.max(dim, 1 + pairs.byteAt(pairs.size() - 8));
            }
            SparseFloatArray.Builder sparse = SparseFloatArray.newBuilder().setDim(dim);
            values.forEach(value -> sparse.addContents((ByteString) value));
            return vectors.setDim(dim).setSparseFloatVector(sparse);
        }
        ByteString bytes =
                ByteString.copyFrom(values.stream().map(ByteString.class::cast).toList());
        return switch (field.getDataType()) {
            case BinaryVector -> vectors.setBinaryVector(bytes);
            case Int8Vector -> vectors.setInt8Vector(bytes);
            case Float16Vector -> vectors.setFloat16Vector(bytes);
            default -> vectors.setBfloat16Vector(bytes);
        };
    }
}
