package io.tidemark.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.check.LoggedRequest.Kind;
import java.io.ByteArrayOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Requests without a header are what their base says, as whoever stamps them reads it. */
class LoggedRequestTest {

    private static final ByteString NO_TEXT = ByteString.copyFrom(new byte[] {(byte) 0xff});

    @Test
    void usageExample() {
        byte[] insert =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
                        .setCollectionName("films")
                        .build()
                        .toByteArray();

        LoggedRequest request = request(insert);

        assertThat(request.kind()).isEqualTo(Kind.INSERT);
        assertThat(request.target().collection()).isEqualTo("default/films");
    }

    @Test
    void aBaseOfWhichTheRestCannotBeReadStillTellsItsType() {
        UnknownFieldSet properties =
                UnknownFieldSet.newBuilder()
                        .addField(1, Field.newBuilder().addLengthDelimited(NO_TEXT).build())
                        .build();
        byte[] tick =
                based(
                        UnknownFieldSet.newBuilder()
                                .addField(1, varint(MsgType.TimeTick_VALUE))
                                .addField(2, Field.newBuilder().addLengthDelimited(NO_TEXT).build())
                                .addField(
                                        6,
                                        Field.newBuilder()
                                                .addLengthDelimited(properties.toByteString())
                                                .build())
                                .addField(7, Field.newBuilder().addLengthDelimited(NO_TEXT).build())
                                .build());

        assertThat(request(tick).kind()).isEqualTo(Kind.TICK);
    }

    @Test
    void ofABaseInPiecesTheLastTypeCounts() {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int type : new int[] {MsgType.Insert_VALUE, MsgType.TimeTick_VALUE}) {
            pieces.writeBytes(
                    based(UnknownFieldSet.newBuilder().addField(1, varint(type)).build()));
        }
        pieces.writeBytes(based(UnknownFieldSet.newBuilder().addField(3, varint(9)).build()));

        assertThat(request(pieces.toByteArray()).kind()).isEqualTo(Kind.TICK);
    }

    @Test
    void whatNamesNoTypeIsSomethingElse() {
        assertThat(request(new byte[0]).kind()).isEqualTo(Kind.OTHER);
        assertThat(request(new byte[] {0x0a, 5}).kind()).isEqualTo(Kind.OTHER);
        assertThat(
                        request(
                                        based(
                                                UnknownFieldSet.newBuilder()
                                                        .addField(1, varint(77_777))
                                                        .build()))
                                .kind())
                .isEqualTo(Kind.OTHER);
    }

    private static Field varint(long value) {
        return Field.newBuilder().addVarint(value).build();
    }

    private static byte[] based(UnknownFieldSet base) {
        return UnknownFieldSet.newBuilder()
                .addField(1, Field.newBuilder().addLengthDelimited(base.toByteString()).build())
                .build()
                .toByteArray();
    }

    private static LoggedRequest request(byte[] value) {
        return LoggedRequest.of(new ConsumerRecord<>("requests", 0, 0, null, value));
    }
}
