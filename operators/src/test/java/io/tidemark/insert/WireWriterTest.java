package io.tidemark.insert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.milvus.grpc.IDs;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MutationResult;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireWriterTest {

    @Test
    void usageExample() {
        WireWriter out = new WireWriter(9);
        out.writeHead(MutationResult.IDS_FIELD_NUMBER, 5);
        out.writeHead(IDs.INT_ID_FIELD_NUMBER, 3);
        out.writeHead(LongArray.DATA_FIELD_NUMBER, 1);
        out.write((byte) 7);
        out.writeNumber(MutationResult.INSERT_CNT_FIELD_NUMBER, 1);

        assertThat(out.finish())
                .isEqualTo(
                        MutationResult.newBuilder()
                                .setIDs(
                                        IDs.newBuilder()
                                                .setIntId(LongArray.newBuilder().addData(7)))
                                .setInsertCnt(1)
                                .build()
                                .toByteArray());
    }

    @Test
    void numbersHaveTheBytesThatProtobufWrites() throws Exception {
        Random random = new Random(1);
        for (int bits = 0; bits <= Long.SIZE; bits++) {
            long lowest = bits == 0 ? 0 : 1L << (bits - 1);
            for (long value : new long[] {lowest, lowest - 1, ~lowest, random.nextLong()}) {
                ByteString.Output expected = ByteString.newOutput();
                CodedOutputStream protobuf = CodedOutputStream.newInstance(expected);
                protobuf.writeUInt64NoTag(value);
                protobuf.writeInt64(15, value);
                protobuf.writeInt64(16, value);
                protobuf.flush();

                WireWriter out = new WireWriter(expected.size());
                out.writeVarint(value);
                out.writeNumber(15, value);
                out.writeNumber(16, value);

                assertThat(out.finish())
                        .as("%d", value)
                        .isEqualTo(expected.toByteString().toByteArray());
            }
        }
    }

    @Test
    void whatWasWrittenLastIsRepeated() {
        for (int times = 0; times < 40; times++) {
            WireWriter out = new WireWriter(3 + 3 * times);
            out.write(new byte[] {1, 2, 3});
            out.repeat(3, times);

            assertThat(ByteString.copyFrom(out.finish()).toStringUtf8())
                    .isEqualTo("\1\2\3".repeat(1 + times));
        }
    }

    @Test
    void aMiscountedMessageIsNotHandedOut() {
        WireWriter out = new WireWriter(3);
        out.write(new byte[] {1, 2, 3, 4}, 1, 2);

        assertThatIllegalStateException()
                .isThrownBy(out::finish)
                .withMessage("a message was counted as 3 bytes, 2 were written");
    }
}
