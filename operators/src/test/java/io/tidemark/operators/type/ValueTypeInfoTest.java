package io.tidemark.operators.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.wal.WalOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What travels between tasks comes back as it was, all kinds and all extremes of it. */
class ValueTypeInfoTest {

    private static final ReplyTo REPLY_TO = new ReplyTo(3, new byte[] {1, 2}, true);

    private final TypeSerializer<Request> requests =
            ValueTypeInfo.REQUEST.createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<WalOutput> outputs =
            ValueTypeInfo.WAL_OUTPUT.createSerializer(new SerializerConfigImpl());

    @Test
    void usageExample() throws Exception {
        Request request =
                new Request(
                        255,
                        1L << 40,
                        9,
                        5,
                        7,
                        Method.INSERT,
                        Payload.of(new byte[] {1}),
                        REPLY_TO,
                        null);

        assertThat(roundTrip(requests, request)).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void ofAPayloadInALargerArrayOnlyItselfTravels() throws Exception {
        Payload payload = new Payload(new byte[] {9, 1, 2, 9}, 1, 2);
        Request request = new Request(255, 1, 9, 5, 7, Method.INSERT, payload, REPLY_TO, null);

        assertThat(roundTrip(requests, request).payload().bytes()).containsExactly(1, 2);
    }

    @Test
    void requestsThatTravelTogetherComeBackInTheirOrder() throws Exception {
        TypeSerializer<Requests> together =
                ValueTypeInfo.REQUESTS.createSerializer(new SerializerConfigImpl());
        Request first =
                new Request(
                        255, 1, 9, 5, 7, Method.INSERT, Payload.of(new byte[] {1}), REPLY_TO, null);
        Request second =
                new Request(255, 2, 10, 12, 1, Method.INSERT, Payload.NONE, ReplyTo.NONE, null);
        Requests requests = new Requests(255, List.of(first, second), 1_800_000_000_000L);

        assertThat(roundTrip(together, requests))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(requests);
        assertThat(roundTrip(together, requests).all())
                .extracting(Request::offset)
                .containsExactly(1L, 2L);
        assertThat(restored(together)).isEqualTo(together);
    }

    @Test
    void everyMethodAndEveryRefusalComesBack() throws Exception {
        List<Method> methods = new ArrayList<>(List.of(Method.values()));
        methods.add(null);
        for (Method method : methods) {
            Request request = new Request(0, 1, 2, 3, 4, method, Payload.NONE, ReplyTo.NONE, null);
            assertThat(roundTrip(requests, request)).usingRecursiveComparison().isEqualTo(request);
        }
        for (ErrorKind kind : ErrorKind.values()) {
            Refusal refusal = new Refusal(kind, "Erwartet: größer 🙂 ".repeat(10_000));
            Request request = new Request(0, 1, 2, 3, 4, null, Payload.NONE, ReplyTo.NONE, refusal);
            assertThat(roundTrip(requests, request).refusal()).isEqualTo(refusal);
        }
    }

    @Test
    void everyKindOfOutputComesBack() throws Exception {
        List<WalOutput> all =
                List.of(
                        new WalOutput.Message(1, Long.MAX_VALUE, 255, 7, new byte[] {1, 2}),
                        new WalOutput.MessagePack(5, 255, 2, new byte[] {1, 2}),
                        new WalOutput.Tick(2, 100, 50, Long.MAX_VALUE),
                        new WalOutput.Count(3, 1L << 50, 0),
                        new WalOutput.Answer(4, 9, REPLY_TO, Method.INSERT, 8, new byte[] {3}),
                        new WalOutput.Answer(0, 9, ReplyTo.NONE, null, 8, new byte[0]),
                        new WalOutput.DeadLetter(4, -1, "größer", new byte[] {5}),
                        new WalOutput.AnswerPack(6, new byte[] {7}),
                        new WalOutput.ForSegments(Long.MIN_VALUE, new byte[] {8}),
                        new WalOutput.AnswerPart(
                                new WalOutput.Answer(
                                        0, 9, REPLY_TO, Method.FLUSH, 8, new byte[] {3}),
                                1,
                                2));
        for (WalOutput output : all) {
            assertThat(roundTrip(outputs, output)).usingRecursiveComparison().isEqualTo(output);
        }
    }

    @Test
    void whatIsNoSuchValueIsRefusedInASentence() {
        assertThatIOException()
                .isThrownBy(() -> requests.deserialize(new DataInputDeserializer(new byte[] {9})))
                .withMessage("expected a request of version 1, found 9");
        assertThatIOException()
                .isThrownBy(() -> outputs.deserialize(new DataInputDeserializer(new byte[] {99})))
                .withMessage("no output of a task has kind 99");
    }

    @Test
    void aSnapshotRestoresTheSerializerAndIsCompatible() throws Exception {
        assertThat(restored(requests)).isEqualTo(requests);
        assertThat(restored(outputs)).isEqualTo(outputs);
        assertThat(
                        requests.snapshotConfiguration()
                                .resolveSchemaCompatibility(requests.snapshotConfiguration())
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void typesAreToldApart() {
        assertThat(ValueTypeInfo.REQUEST).isNotEqualTo(ValueTypeInfo.WAL_OUTPUT);
        assertThat(ValueTypeInfo.REQUEST.getTypeClass()).isEqualTo(Request.class);
        assertThat(ValueTypeInfo.WAL_OUTPUT).hasToString("WalOutput");
        assertThat(ValueTypeInfo.REQUEST.isKeyType()).isFalse();
        assertThat(requests).isNotEqualTo(outputs);
        assertThat(requests.isImmutableType()).isTrue();
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer first = new DataOutputSerializer(64);
        serializer.serialize(value, first);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(first.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
        DataInputDeserializer in = new DataInputDeserializer(copied.getCopyOfBuffer());
        T back = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return back;
    }

    private static <T> TypeSerializer<T> restored(TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        ValueTypeInfoTest.class.getClassLoader());
        return snapshot.restoreSerializer();
    }
}
