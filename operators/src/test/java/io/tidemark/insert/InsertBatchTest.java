package io.tidemark.insert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.InsertRequest;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;

class InsertBatchTest {

    private static final FieldSchema[] FIELDS = {
        TestingInserts.key("id", DataType.Int64).build(),
        TestingInserts.field("vector", DataType.FloatVector, "dim", 8).build(),
        TestingInserts.field("text", DataType.VarChar, "max_length", 50).build(),
        TestingInserts.field("year", DataType.Int16).setNullable(true).build(),
        TestingInserts.field("json", DataType.JSON).build(),
        TestingInserts.field("sparse", DataType.SparseFloatVector).build(),
        TestingInserts.field("tags", DataType.Array, "max_capacity", 9)
                .setElementType(DataType.VarChar)
                .build(),
    };
    private static final CollectionMeta META = TestingInserts.collection(2, FIELDS);

    @Test
    void usageExample() throws Exception {
        byte[] payload =
                TestingInserts.insert(2, TestingInserts.longs("id", 1, 2)).toBuilder()
                        .setPartitionName("old")
                        .setSchemaTimestamp(7)
                        .build()
                        .toByteArray();
        InsertBatch batch = InsertBatch.parse(Payload.of(payload), new KnownTexts());

        assertThat(batch.dbName()).isEqualTo("default");
        assertThat(batch.collectionName()).isEqualTo("films");
        assertThat(batch.partitionName()).isEqualTo("old");
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.schemaTimestamp()).isEqualTo(7);
    }

    @Test
    void namespacesAreRefused() {
        byte[] payload =
                TestingInserts.insert(1).toBuilder().setNamespace("a").build().toByteArray();

        assertRefused(payload, ErrorKind.INVALID_PARAMETER, "namespaces are not supported");
    }

    @Test
    void bytesThatAreNoMessageAreRefusedWithWhatIsWrong() {
        String prefix = "the request is not a valid protobuf message: ";
        ErrorKind kind = ErrorKind.INVALID_PARAMETER;
        assertRefused(bytes(0x2a, 5, 1), kind, prefix + "a length reaches beyond the end");
        assertRefused(
                bytes(0x2a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
                kind,
                prefix + "a length reaches beyond the end");
        assertRefused(bytes(0x38, 0x80), kind, prefix + "it ends within a number");
        assertRefused(
                bytes(0x38, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 1),
                kind,
                prefix + "a number has more than 10 bytes");
        assertRefused(
                bytes(0x38, 128, 128, 128, 128, 128, 128, 128, 128, 128, 2),
                kind,
                prefix + "a number's tenth byte is not 1");
        assertRefused(bytes(0), kind, prefix + "field number 0 does not exist");
        assertRefused(bytes(0x7b), kind, prefix + "a field has wire type 3");
        assertRefused(bytes(0x1a, 1, 0xff), kind, prefix + "a text is not valid UTF-8");
    }

    @Test
    void moreColumnsThanAnySchemaHasAreRefused() {
        byte[] payload = new byte[2 * 1025];
        for (int at = 0; at < payload.length; at += 2) {
            payload[at] = 0x2a;
        }

        assertRefused(payload, ErrorKind.TOO_LARGE, "one insert may hold at most 1024 columns");
    }

    @Test
    void mutatedBytesAreRefusedOrExecutedAsProtobufUnderstandsThem() {
        Random random = new Random(42);
        int executed = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] payload = mutated(payload(random), random);
            try {
                executed += execute(payload) ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("round " + round + ": " + Arrays.toString(payload), e);
            }
        }
        // Without rounds that come through, nothing but refusals would have been tested.
        assertThat(executed).isGreaterThan(500);
    }

    private static byte[] payload(Random random) {
        int rows = 1 + random.nextInt(4);
        FieldData[] columns = new FieldData[FIELDS.length];
        for (int field = 0; field < columns.length; field++) {
            columns[field] = TestingInserts.random(FIELDS[field], rows, random);
        }
        if (random.nextBoolean()) {
            FieldData.Builder nullable = columns[3].toBuilder();
            for (int row = 0; row < rows; row++) {
                nullable.addValidData(random.nextBoolean());
            }
            columns[3] = nullable.build();
        }
        return TestingInserts.insert(rows, columns).toByteArray();
    }

    private static byte[] mutated(byte[] payload, Random random) {
        byte[] mutated =
                random.nextInt(8) == 0
                        ? Arrays.copyOf(payload, random.nextInt(payload.length))
                        : payload.clone();
        byte[] extremes = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};
        for (int change = random.nextInt(3); change > 0 && mutated.length > 0; change--) {
            mutated[random.nextInt(mutated.length)] =
                    random.nextBoolean()
                            ? (byte) random.nextInt()
                            : extremes[random.nextInt(extremes.length)];
        }
        return mutated;
    }

    /** Whether it was executed; then its rows are those that protobuf reads. */
    private static boolean execute(byte[] payload) {
        List<WalOutput.Message> messages = new ArrayList<>();
        try {
            InsertBatch batch = InsertBatch.parse(Payload.of(payload), new KnownTexts());
            int rows = (int) Math.min(batch.rows(), payload.length);
            InsertTask.prepare(
                            TestingInserts.request(payload, rows),
                            batch,
                            new InsertSchema(META),
                            TestingInserts.PARTITIONS,
                            TestingInserts.SETTINGS)
                    .execute(new SegmentAllocator(100), messages::add);
        } catch (RefusedException refused) {
            return false;
        }
        try {
            // Base belongs to the ingest, and hash keys are not used: they are not looked into.
            UnknownFieldSet read =
                    UnknownFieldSet.parseFrom(payload).toBuilder()
                            .clearField(InsertRequest.BASE_FIELD_NUMBER)
                            .clearField(InsertRequest.HASH_KEYS_FIELD_NUMBER)
                            .build();
            compare(InsertRequest.parseFrom(read.toByteString()), messages);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("what protobuf cannot read was executed", e);
        }
        return true;
    }

    private static void compare(InsertRequest request, List<WalOutput.Message> messages)
            throws InvalidProtocolBufferException {
        int rows = 0;
        for (WalOutput.Message message : messages) {
            Msg.InsertRequest body = Msg.InsertRequest.parseFrom(message.body());
            rows += body.getRowIDsCount();
            for (FieldData sent : request.getFieldsDataList()) {
                FieldData written =
                        body.getFieldsDataList().stream()
                                .filter(field -> field.getFieldName().equals(sent.getFieldName()))
                                .findFirst()
                                .orElseThrow();
                for (int at = 0; at < body.getRowIDsCount(); at++) {
                    int row = (int) (body.getRowIDs(at) - TestingInserts.FIRST_ID);
                    if (sent.getValidDataCount() == 0 || sent.getValidData(row)) {
                        assertThat(TestingInserts.cell(written, at))
                                .isEqualTo(TestingInserts.cell(sent, element(sent, row)));
                    }
                }
            }
        }
        assertThat(rows).isEqualTo(request.getNumRows());
    }

    private static int element(FieldData sent, int row) {
        int elements = sent.getScalars().getIntData().getDataCount();
        if (elements == sent.getValidDataCount() || sent.getValidDataCount() == 0) {
            return row;
        }
        int element = 0;
        for (int before = 0; before < row; before++) {
            element += sent.getValidData(before) ? 1 : 0;
        }
        return element;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }

    private static void assertRefused(byte[] payload, ErrorKind kind, String reason) {
        assertThatThrownBy(() -> InsertBatch.parse(Payload.of(payload), new KnownTexts()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> {
                            assertThat(e.refusal().kind()).isEqualTo(kind);
                            assertThat(e).hasMessage(reason);
                        });
    }
}
