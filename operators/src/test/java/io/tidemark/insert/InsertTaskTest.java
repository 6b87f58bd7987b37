package io.tidemark.insert;

import static io.tidemark.insert.TestingInserts.collection;
import static io.tidemark.insert.TestingInserts.field;
import static io.tidemark.insert.TestingInserts.floatVectors;
import static io.tidemark.insert.TestingInserts.insert;
import static io.tidemark.insert.TestingInserts.ints;
import static io.tidemark.insert.TestingInserts.key;
import static io.tidemark.insert.TestingInserts.longs;
import static io.tidemark.insert.TestingInserts.request;
import static io.tidemark.insert.TestingInserts.scalars;
import static io.tidemark.insert.TestingInserts.texts;
import static io.tidemark.insert.TestingInserts.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.Status;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;

class InsertTaskTest {

    private static final CollectionMeta FILMS =
            collection(
                    2,
                    key("id", DataType.Int64).build(),
                    field("vector", DataType.FloatVector, "dim", 2).build());

    private static final CollectionMeta AUTO =
            collection(
                    1,
                    key("id", DataType.Int64).setAutoID(true).build(),
                    field("year", DataType.Int16).build());

    private final SegmentAllocator segments = new SegmentAllocator(1000);

    @Test
    void usageExample() throws Exception {
        byte[] payload =
                insert(2, longs("id", 2, 3), floatVectors("vector", 2, 1, 2, 3, 4)).toByteArray();
        InsertTask task =
                InsertTask.prepare(
                        request(payload, 2),
                        InsertBatch.parse(Payload.of(payload), new KnownTexts()),
                        new InsertSchema(FILMS),
                        TestingInserts.PARTITIONS,
                        TestingInserts.SETTINGS);
        List<WalOutput.Message> messages = new ArrayList<>();
        task.execute(segments, messages::add);

        // Key 2 hashes to shard 0 of 2, key 3 to shard 1.
        assertThat(messages).extracting(WalOutput.Message::channel).containsExactly(5, 6);
        Msg.InsertRequest second = Msg.InsertRequest.parseFrom(messages.get(1).body());
        assertThat(second.getShardName()).isEqualTo("by-dev-rootcoord-dml_6_4711v1");
        assertThat(second.getRowIDsList()).containsExactly(900_001L);
        assertThat(second.getFieldsData(0).getScalars().getLongData().getDataList())
                .containsExactly(3L);
        assertThat(second.getFieldsData(1).getVectors().getFloatVector().getDataList())
                .containsExactly(3f, 4f);
        MutationResult result = MutationResult.parseFrom(task.result());
        assertThat(result.getIDs().getIntId().getDataList()).containsExactly(2L, 3L);
    }

    @Test
    void theAnswerListsKeysAndRowsWithTheRequestsTimestamp() throws Exception {
        MutationResult result =
                MutationResult.parseFrom(
                        prepare(AUTO, insert(3, ints("year", DataType.Int16, 1, 2, 3))).result());

        // Success is 0 in both codes, so that the status is the empty message.
        assertThat(result.getStatus()).isEqualTo(Status.getDefaultInstance());
        assertThat(result.getIDs().getIntId().getDataList())
                .containsExactly(900_000L, 900_001L, 900_002L);
        assertThat(result.getSuccIndexList()).containsExactly(0, 1, 2);
        assertThat(result.getErrIndexList()).isEmpty();
        assertThat(result.getInsertCnt()).isEqualTo(3);
        assertThat(result.getTimestamp()).isEqualTo(TestingInserts.TIMESTAMP);
        assertThat(result.getAcknowledged()).isFalse();
    }

    @Test
    void theAnswerToARefusedInsertListsItsRowsAsFailedUnlessTheirNumberIsImpossible() {
        Refusal refusal = new Refusal(ErrorKind.INVALID_PARAMETER, "no");

        MutationResult three = InsertTask.failure(refusal, 3, request(new byte[0], 3));
        assertThat(three.getStatus()).isEqualTo(refusal.status());
        assertThat(three.getErrIndexList()).containsExactly(0, 1, 2);
        assertThat(three.getInsertCnt()).isEqualTo(3);
        MutationResult lie = InsertTask.failure(refusal, 0xffffffffL, request(new byte[0], 0));
        assertThat(lie.getErrIndexCount()).isZero();
        assertThat(lie.getInsertCnt()).isEqualTo(4294967295L);
    }

    @Test
    void generatedVarCharKeysAreTheRowIdsInDecimal() throws Exception {
        CollectionMeta meta =
                collection(1, key("id", DataType.VarChar).setAutoID(true).build(), year());
        InsertTask task = prepare(meta, insert(2, ints("year", DataType.Int16, 1, 2)));

        assertThat(MutationResult.parseFrom(task.result()).getIDs().getStrId().getDataList())
                .containsExactly("900000", "900001");
        assertThat(column(only(task), 0).getScalars().getStringData().getDataList())
                .containsExactly("900000", "900001");
    }

    @Test
    void anUnsentDynamicFieldIsAnEmptyObjectInEveryRow() throws Exception {
        CollectionMeta meta = collection(1, key("id", DataType.Int64).build(), dynamic());

        FieldData column = column(only(prepare(meta, insert(2, longs("id", 1, 2)))), 1);
        assertThat(column.getIsDynamic()).isTrue();
        assertThat(column.getFieldName()).isEqualTo("$meta");
        assertThat(column.getScalars().getJsonData().getDataList())
                .containsExactly(ByteString.copyFromUtf8("{}"), ByteString.copyFromUtf8("{}"));
    }

    @Test
    void theDynamicFieldIsKnownByItsMarkWhateverItsName() throws Exception {
        CollectionMeta meta = collection(1, key("id", DataType.Int64).build(), dynamic());
        FieldData sent = json("").toBuilder().setIsDynamic(true).build();

        FieldData column = column(only(prepare(meta, insert(1, longs("id", 1), sent))), 1);
        assertThat(column.getFieldName()).isEqualTo("$meta");
        assertThat(column.getScalars()).isEqualTo(sent.getScalars());
    }

    @Test
    void numbersInPiecesOrOverlongBecomeCanonical() throws Exception {
        // id: packed {1}, single 2, packed {3 in three bytes}; year: −1 as 32 bits, 5 bytes.
        byte[] ids = {0x0a, 1, 1, 0x08, 2, 0x0a, 3, (byte) 0x83, (byte) 0x80, 0};
        byte[] years = {0x0a, 7, -1, -1, -1, -1, 0x0f, 4, 5};
        CollectionMeta meta = collection(1, key("id", DataType.Int64).build(), year());
        byte[] payload =
                insert(3, raw("id", DataType.Int64, 3, ids), raw("year", DataType.Int16, 2, years))
                        .toByteArray();

        Msg.InsertRequest body = only(prepare(meta, payload, 3));
        assertThat(column(body, 0))
                .isEqualTo(longs("id", 1, 2, 3).toBuilder().setFieldId(100).build());
        assertThat(column(body, 1))
                .isEqualTo(
                        ints("year", DataType.Int16, -1, 4, 5).toBuilder().setFieldId(101).build());
    }

    @Test
    void aFullSegmentIsFollowedByOneNamedByItsFirstRow() throws Exception {
        InsertTask task = prepare(AUTO, insert(5, ints("year", DataType.Int16, 1, 2, 3, 4, 5)));

        List<Msg.InsertRequest> bodies = execute(task, new SegmentAllocator(2));
        assertThat(bodies)
                .extracting(Msg.InsertRequest::getSegmentID)
                .containsExactly(900_000L, 900_002L, 900_004L);
        assertThat(bodies).extracting(Msg.InsertRequest::getNumRows).containsExactly(2L, 2L, 1L);
    }

    @Test
    void partitionKeysSpreadRowsOverThePartitions() throws Exception {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).build(),
                        field("tenant", DataType.VarChar, "max_length", 9)
                                .setIsPartitionKey(true)
                                .build());
        List<PartitionMeta> partitions =
                List.of(
                        TestingInserts.partition(70, "_default_0"),
                        TestingInserts.partition(71, "_default_1"));
        InsertRequest insert = insert(3, longs("id", 1, 2, 3), texts("tenant", "a", "abc", "ab"));

        InsertTask task = prepare(meta, insert.toByteArray(), 3, partitions);
        assertThat(execute(task, segments))
                .extracting(Msg.InsertRequest::getPartitionName, Msg.InsertRequest::getRowIDsList)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("_default_0", List.of(900_001L)),
                        org.assertj.core.groups.Tuple.tuple(
                                "_default_1", List.of(900_000L, 900_002L)));
        byte[] named = insert.toBuilder().setPartitionName("_default_0").build().toByteArray();
        assertRefused(
                () -> prepare(meta, named, 3, partitions),
                ErrorKind.INVALID_PARAMETER,
                "not support manually specifying the partition names if partition key mode is"
                        + " used");
    }

    @Test
    void messagesAreCutBelowTheLargestAndNumberedPerChannel() throws Exception {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).build(),
                        field("text", DataType.VarChar, "max_length", 1000).build());
        ClusterSettings settings =
                TestingInserts.SETTINGS.toBuilder().setMaxMessageBytes(1500).build();
        String text = "x".repeat(500);
        byte[] payload =
                insert(4, longs("id", 1, 2, 3, 4), texts("text", text, text, "", text))
                        .toByteArray();

        List<WalOutput.Message> messages = new ArrayList<>();
        InsertTask.prepare(
                        request(payload, 4),
                        InsertBatch.parse(Payload.of(payload), new KnownTexts()),
                        new InsertSchema(meta),
                        TestingInserts.PARTITIONS,
                        settings)
                .execute(segments, messages::add);
        assertThat(messages).extracting(WalOutput.Message::part).containsExactly(0, 1);
        assertThat(messages).allSatisfy(m -> assertThat(m.body()).hasSizeLessThan(1500));
    }

    @Test
    void aRowThatFitsIntoNoMessageRefusesTheWholeInsert() {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).build(),
                        field("text", DataType.VarChar, "max_length", 9000).build());
        ClusterSettings settings =
                TestingInserts.SETTINGS.toBuilder().setMaxMessageBytes(1000).build();
        byte[] payload =
                insert(2, longs("id", 1, 2), texts("text", "", "x".repeat(1000))).toByteArray();

        assertThatThrownBy(
                        () ->
                                InsertTask.prepare(
                                        request(payload, 2),
                                        InsertBatch.parse(Payload.of(payload), new KnownTexts()),
                                        new InsertSchema(meta),
                                        TestingInserts.PARTITIONS,
                                        settings))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().kind()).isEqualTo(ErrorKind.TOO_LARGE))
                .hasMessageStartingWith("row 1 does not fit into a message: it takes up to")
                .hasMessageEndingWith("at most 1000 are allowed");
    }

    @Test
    void theNumberOfRowsMustBePossible() {
        assertRefused(FILMS, insert(0), "num_rows must be greater than 0");
        assertRefused(
                () -> prepare(FILMS, insert(10_001).toByteArray(), 10_001),
                ErrorKind.TOO_LARGE,
                "num_rows is 10001, one insert may hold at most 10000 rows");
        assertRefused(
                () -> prepare(FILMS, insert(-1).toByteArray(), 1),
                ErrorKind.TOO_LARGE,
                "num_rows is 4294967295, one insert may hold at most 10000 rows");
        assertRefused(
                () -> prepare(FILMS, insert(3).toByteArray(), 2),
                ErrorKind.INVALID_PARAMETER,
                "num_rows is 3, the request's size allowed for 2 rows");
    }

    @Test
    void aClientWithAnOldSchemaIsToldToAskAgain() throws Exception {
        InsertRequest insert = insert(1, ints("year", DataType.Int16, 1));

        prepare(AUTO, insert.toBuilder().setSchemaTimestamp(12).build());
        assertRefused(
                () -> prepare(AUTO, insert.toBuilder().setSchemaTimestamp(11).build()),
                ErrorKind.SCHEMA_MISMATCH,
                "collection schema mismatch[collection=films]");
    }

    @Test
    void columnsMustBeTheSchemas() {
        FieldData ids = longs("id", 1);
        FieldData vector = floatVectors("vector", 2, 1, 2);
        assertRefused(
                FILMS,
                insert(1, ids, vector, longs("other", 1)),
                "fieldName other not exist in collection schema");
        assertRefused(
                FILMS,
                insert(1, ids),
                "len(columns) mismatch the len(fields), len(columns): 1, len(fields): 2, no column"
                        + " of field vector");
        assertRefused(
                FILMS,
                insert(1, vector),
                "len(columns) mismatch the len(fields), len(columns): 1, len(fields): 2, no column"
                        + " of field id");
        assertRefused(FILMS, insert(1, ids, vector, ids), "duplicated column of field id");
        assertRefused(
                AUTO,
                insert(1, ids, ints("year", DataType.Int16, 1)),
                "can not assign primary field data when auto id enabled id");
        assertRefused(
                FILMS,
                insert(1, ids, vector, longs("RowID", 1)),
                "fieldName RowID not exist in collection schema");
    }

    @Test
    void typesMustBeTheSchemas() {
        String text = "the data type of the data and the schema do not match";
        FieldData vector = floatVectors("vector", 2, 1, 2);
        assertRefused(FILMS, insert(1, texts("id", "1"), vector), text);
        assertRefused(
                FILMS,
                insert(1, texts("id", "1").toBuilder().setType(DataType.Int64).build(), vector),
                text);
        assertRefused(
                FILMS,
                insert(
                        1,
                        vector.toBuilder().setFieldName("id").setType(DataType.Int64).build(),
                        vector),
                text);
        CollectionMeta points =
                collection(
                        1,
                        key("id", DataType.Int64).build(),
                        field("point", DataType.Geometry).build());
        assertRefused(
                points,
                insert(1, longs("id", 1), FieldData.newBuilder().setFieldName("point").build()),
                "inserting data of type Geometry is not supported, field point");
    }

    @Test
    void everyColumnHasAValueForEachRow() {
        assertRefused(
                FILMS,
                insert(2, longs("id", 1), floatVectors("vector", 2, 1, 2, 3, 4)),
                "the num_rows (1) of field (id) is not equal to passed num_rows (2)");
        assertRefused(
                FILMS,
                insert(1, longs("id", 1), floatVectors("vector", 2, 1, 2, 3, 4)),
                "the num_rows (2) of field (vector) is not equal to passed num_rows (1)");
        assertRefused(
                FILMS,
                insert(1, longs("id", 1), floatVectors("vector", 3, 1, 2, 3)),
                "the dim (3) of field data(vector) is not equal to schema dim (2)");
        assertRefused(
                FILMS,
                insert(1, longs("id", 1), floatVectors("vector", 2, 1, 2, 3)),
                "the length (12 bytes) of field data(vector) is not divisible by the length of a"
                        + " row of dim 2 (8 bytes)");
    }

    @Test
    void numbersMustBeFiniteAndInRange() {
        assertRefused(
                FILMS,
                insert(1, longs("id", 1), floatVectors("vector", 2, 1, Float.NaN)),
                "value of field vector is not a number or infinity");
        assertRefused(
                AUTO,
                insert(2, ints("year", DataType.Int16, 1, 32768)),
                "the 1 element (32768) of field year is out of range: [-32768, 32767]");
        CollectionMeta small =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        field("tiny", DataType.Int8).build());
        assertRefused(
                small,
                insert(1, ints("tiny", DataType.Int8, -129)),
                "the 0 element (-129) of field tiny is out of range: [-128, 127]");
        CollectionMeta half =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        field("vector", DataType.Float16Vector, "dim", 2).build());
        assertRefused(
                half,
                insert(
                        1,
                        vectors(
                                "vector",
                                DataType.Float16Vector,
                                VectorField.newBuilder()
                                        .setDim(2)
                                        .setFloat16Vector(
                                                ByteString.copyFrom(new byte[] {0, 0, 0, 0x7c})))),
                "value of field vector is not a number or infinity");
    }

    @Test
    void textsHaveALengthInBytesAndAreUtf8() {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        field("text", DataType.VarChar, "max_length", 5).build());
        assertRefused(
                meta,
                insert(2, texts("text", "12345", "中文")),
                "length of varchar field text exceeds max length, row number: 1, length: 6, max"
                        + " length: 5");
        byte[] notText = {0x0a, 2, (byte) 0xc3, 0x28};
        assertRefused(
                meta,
                insert(1, raw("text", DataType.VarChar, 6, notText)),
                "text of field text is not valid UTF-8, row number: 0");
    }

    @Test
    void jsonHasALimit() {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        field("json", DataType.JSON).build());
        JSONArray.Builder data =
                JSONArray.newBuilder().addData(ByteString.copyFrom(new byte[65537]));
        assertRefused(
                meta,
                insert(
                        1,
                        scalars("json", DataType.JSON, ScalarField.newBuilder().setJsonData(data))),
                "length of json field json exceeds max length, row number: 0, length: 65537, max"
                        + " length: 65536");
    }

    @Test
    void arraysHoldElementsOfTheirTypeUpToTheirCapacity() {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        field("tags", DataType.Array, "max_capacity", 2)
                                .setElementType(DataType.Int64)
                                .build());
        assertRefused(
                meta,
                insert(
                        1,
                        array(
                                ScalarField.newBuilder()
                                        .setLongData(
                                                LongArray.newBuilder()
                                                        .addAllData(List.of(1L, 2L, 3L))))),
                "the length (3) of 0th array exceeds max capacity (2), field tags");
        assertRefused(
                meta,
                insert(
                        1,
                        array(
                                ScalarField.newBuilder()
                                        .setStringData(StringArray.newBuilder().addData("a")))),
                "the data type of the data and the schema do not match");
    }

    @Test
    void sparseVectorsAreSortedPairsOfFiniteNumbers() {
        assertSparse(new byte[7], "invalid data length in sparse float vector: 7, field sparse");
        assertSparse(
                TestingInserts.sparse(3, 1f, 3, 1f).toByteArray(),
                "unsorted or same indices in sparse float vector, field sparse");
        assertSparse(
                TestingInserts.sparse(3, 1f, -1, 1f).toByteArray(),
                "invalid index in sparse float vector: must be less than 2^32-1, field sparse");
        assertSparse(
                TestingInserts.sparse(3, 1f, 4, Float.NaN).toByteArray(),
                "value of field sparse is not a number or infinity");
        assertSparse(
                TestingInserts.sparse(3, -1f, 4, 1f).toByteArray(),
                "negative value in sparse float vector, field sparse");
    }

    private static void assertSparse(byte[] contents, String reason) {
        CollectionMeta meta =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        field("sparse", DataType.SparseFloatVector).build());
        SparseFloatArray.Builder data =
                SparseFloatArray.newBuilder().addContents(ByteString.copyFrom(contents));
        assertRefused(
                meta,
                insert(
                        1,
                        vectors(
                                "sparse",
                                DataType.SparseFloatVector,
                                VectorField.newBuilder().setSparseFloatVector(data))),
                reason);
    }

    @Test
    void validityIsForNullableFieldsAndTellsEveryRow() {
        FieldData nulls =
                ints("year", DataType.Int16, 1).toBuilder()
                        .addValidData(true)
                        .addValidData(false)
                        .build();
        assertRefused(AUTO, insert(2, nulls), "the length of valid_data of field(year) is wrong");
        CollectionMeta nullable =
                collection(
                        1,
                        key("id", DataType.Int64).setAutoID(true).build(),
                        year().toBuilder().setNullable(true).build());
        assertRefused(
                nullable, insert(3, nulls), "the length of valid_data of field(year) is wrong");
        FieldData lying = nulls.toBuilder().addValidData(false).setValidData(0, false).build();
        assertRefused(
                nullable,
                insert(3, lying),
                "the num_rows (1) of field (year) is not equal to passed num_rows (3)");
    }

    @Test
    void oneFieldsDataInTwoPiecesIsRefused() {
        byte[] twice =
                ScalarField.newBuilder()
                        .setIntData(IntArray.newBuilder().addData(1))
                        .build()
                        .toByteString()
                        .concat(
                                ScalarField.newBuilder()
                                        .setBoolData(BoolArray.newBuilder().addData(true))
                                        .build()
                                        .toByteString())
                        .toByteArray();
        FieldData data =
                FieldData.newBuilder()
                        .setType(DataType.Int16)
                        .setFieldName("year")
                        .setUnknownFields(lengthDelimited(3, twice))
                        .build();
        assertRefused(
                AUTO, insert(1, data), "the data type of the data and the schema do not match");
    }

    private static io.milvus.grpc.FieldSchema year() {
        return field("year", DataType.Int16).build();
    }

    private static io.milvus.grpc.FieldSchema dynamic() {
        return field("$meta", DataType.JSON).setIsDynamic(true).build();
    }

    private static FieldData json(String name) {
        return scalars(
                name,
                DataType.JSON,
                ScalarField.newBuilder()
                        .setJsonData(
                                JSONArray.newBuilder()
                                        .addData(ByteString.copyFromUtf8("{\"a\":1}"))));
    }

    private static FieldData array(ScalarField.Builder row) {
        return scalars(
                "tags",
                DataType.Array,
                ScalarField.newBuilder().setArrayData(ArrayArray.newBuilder().addData(row)));
    }

    /** A scalar column whose array message is given as bytes. */
    private static FieldData raw(String name, DataType type, int dataNumber, byte[] array) {
        return scalars(
                name,
                type,
                ScalarField.newBuilder().setUnknownFields(lengthDelimited(dataNumber, array)));
    }

    private static UnknownFieldSet lengthDelimited(int number, byte[] content) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(content))
                                .build())
                .build();
    }

    private static InsertTask prepare(CollectionMeta meta, InsertRequest insert)
            throws RefusedException {
        return prepare(meta, insert.toByteArray(), insert.getNumRows());
    }

    private static InsertTask prepare(CollectionMeta meta, byte[] payload, int ids)
            throws RefusedException {
        return prepare(meta, payload, ids, TestingInserts.PARTITIONS);
    }

    private static InsertTask prepare(
            CollectionMeta meta, byte[] payload, int ids, List<PartitionMeta> partitions)
            throws RefusedException {
        return InsertTask.prepare(
                request(payload, ids),
                InsertBatch.parse(Payload.of(payload), new KnownTexts()),
                new InsertSchema(meta),
                partitions,
                TestingInserts.SETTINGS);
    }

    private static List<Msg.InsertRequest> execute(InsertTask task, SegmentAllocator segments)
            throws Exception {
        List<WalOutput.Message> messages = new ArrayList<>();
        task.execute(segments, messages::add);
        List<Msg.InsertRequest> bodies = new ArrayList<>();
        for (WalOutput.Message message : messages) {
            bodies.add(Msg.InsertRequest.parseFrom(message.body()));
        }
        return bodies;
    }

    private Msg.InsertRequest only(InsertTask task) throws Exception {
        List<Msg.InsertRequest> bodies = execute(task, segments);
        assertThat(bodies).hasSize(1);
        return bodies.get(0);
    }

    private static FieldData column(Msg.InsertRequest body, int index) {
        return body.getFieldsData(index);
    }

    private static void assertRefused(CollectionMeta meta, InsertRequest insert, String reason) {
        assertRefused(() -> prepare(meta, insert), ErrorKind.INVALID_PARAMETER, reason);
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable prepare,
            ErrorKind kind,
            String reason) {
        assertThatThrownBy(prepare)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(new Refusal(kind, reason)));
    }
}
