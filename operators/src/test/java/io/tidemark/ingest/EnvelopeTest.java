package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.ByteString;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.proto.RootCoordMessages.AllocTimestampRequest;
import io.tidemark.request.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    @Test
    void usageExample() throws Exception {
        byte[] insert =
                InsertRequest.newBuilder()
                        .setBase(
                                MsgBase.newBuilder()
                                        .setMsgType(MsgType.Insert)
                                        .setMsgID(99)
                                        .setTimestamp(12345))
                        .setDbName("default")
                        .addFieldsData(FieldData.newBuilder().setFieldName("id"))
                        .setNumRows(17)
                        .build()
                        .toByteArray();

        assertThat(Envelope.read(Payload.of(insert), true))
                .isEqualTo(new Envelope(MsgType.Insert_VALUE, 12345, 0, 17));
    }

    @Test
    void anEmptyMessageTellsNothing() throws Exception {
        assertThat(Envelope.read(Payload.of(new byte[0]), true))
                .isEqualTo(new Envelope(0, 0, 0, 0));
    }

    @Test
    void theCountOfAnAllocationIsFieldThree() throws Exception {
        byte[] request = AllocTimestampRequest.newBuilder().setCount(40).build().toByteArray();

        assertThat(Envelope.read(Payload.of(request), true).field3()).isEqualTo(40);
    }

    @Test
    void aBaseInPiecesIsMergedAsProtobufMergesIt() throws Exception {
        byte[] type =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert).setTimestamp(3))
                        .build()
                        .toByteArray();
        byte[] time =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setTimestamp(7))
                        .build()
                        .toByteArray();
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(type);
        both.write(time);

        MsgBase merged = InsertRequest.parseFrom(both.toByteArray()).getBase();
        Envelope envelope = Envelope.read(Payload.of(both.toByteArray()), true);
        assertThat(envelope.msgType()).isEqualTo(merged.getMsgTypeValue());
        assertThat(envelope.token()).isEqualTo(merged.getTimestamp()).isEqualTo(7);
    }

    @Test
    void numbersWrittenAsSomethingElseAreNoNumbers() throws Exception {
        // Field 3 as text is a database name, field 7 as text whatever it likes.
        byte[] text = HexFormat.of().parseHex("1a0161" + "3a0162");

        assertThat(Envelope.read(Payload.of(text), true)).isEqualTo(new Envelope(0, 0, 0, 0));
    }

    @Test
    void rubbishIsAnIOExceptionAndNothingElse() {
        for (String hex : new String[] {"0a05", "ff", "00", "0a0208", "3a7f00", "0b0b0b0b"}) {
            assertThatIOException()
                    .as(hex)
                    .isThrownBy(
                            () -> Envelope.read(Payload.of(HexFormat.of().parseHex(hex)), true));
        }
        Random random = new Random(5);
        byte[] valid =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setTimestamp(1L << 60))
                        .addFieldsData(FieldData.newBuilder().setFieldName("id"))
                        .setNumRows(17)
                        .addHashKeys(1)
                        .setPartitionNameBytes(ByteString.copyFromUtf8("p"))
                        .build()
                        .toByteArray();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = valid.clone();
            for (int change = 0; change <= round % 3; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            readOrRefuse(bytes);
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(Envelope.read(Payload.of(bytes), true)).isNotNull();
        } catch (IOException malformed) {
            assertThat(malformed).hasMessageNotContaining("null");
        }
    }
}
