package io.tidemark.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.milvus.grpc.KeyValuePair;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ProtobufSerializerTest {

    private static final PartitionMeta VALUE =
            PartitionMeta.newBuilder().setCollectionId(1).setId(2).setName("p").build();

    private final TypeSerializer<PartitionMeta> serializer =
            new ProtobufSerializer<>(PartitionMeta.class);

    @Test
    void usageExample() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(VALUE, out);
        serializer.serialize(PartitionMeta.getDefaultInstance(), out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(serializer.deserialize(in)).isEqualTo(VALUE);
        assertThat(serializer.deserialize(VALUE, in)).isEqualTo(serializer.createInstance());
        assertThat(in.available()).isZero();
    }

    @Test
    void theBytesAreALengthAndTheMessage() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(VALUE, out);

        // Fields 1 and 2 are varints, field 3 is text.
        assertThat(out.getCopyOfBuffer())
                .containsExactly(0, 0, 0, 7, 1 << 3, 1, 2 << 3, 2, 3 << 3 | 2, 1, 'p');
    }

    @Test
    void copiesAreTheSameValueAndTheSameBytes() throws Exception {
        DataOutputSerializer first = new DataOutputSerializer(16);
        serializer.serialize(VALUE, first);
        serializer.serialize(VALUE, first);
        DataOutputSerializer second = new DataOutputSerializer(16);
        DataInputDeserializer in = new DataInputDeserializer(first.getCopyOfBuffer());
        serializer.copy(in, second);
        serializer.copy(in, second);

        assertThat(second.getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
        assertThat(serializer.isImmutableType()).isTrue();
        assertThat(serializer.copy(VALUE)).isSameAs(VALUE);
        assertThat(serializer.copy(VALUE, null)).isSameAs(VALUE);
        assertThat(serializer.duplicate()).isEqualTo(serializer);
        assertThat(serializer.getLength()).isEqualTo(-1);
    }

    @Test
    void aSnapshotOfTheSameMessageIsCompatibleAsItIs() throws Exception {
        TypeSerializerSnapshot<PartitionMeta> restored =
                throughACheckpoint(serializer.snapshotConfiguration());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void aSnapshotOfAnotherMessageIsIncompatible() throws Exception {
        TypeSerializerSnapshot<KeyValuePair> other =
                throughACheckpoint(
                        new ProtobufSerializer<>(KeyValuePair.class).snapshotConfiguration());

        assertThat(
                        new ProtobufSerializer.Snapshot<>(KeyValuePair.class)
                                .resolveSchemaCompatibility(other)
                                .isIncompatible())
                .isFalse();
        assertThat(incompatible(serializer.snapshotConfiguration(), other)).isTrue();
    }

    @Test
    void aMessageThatIsGoneIsToldByName() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        out.writeUTF("io.tidemark.proto.Gone");

        assertThatIOException()
                .isThrownBy(() -> read(1, out))
                .withMessage("state holds io.tidemark.proto.Gone, which this jar lacks");
        assertThatIOException()
                .isThrownBy(() -> read(2, out))
                .withMessage("expected a protobuf serializer snapshot of version 1, found 2");
    }

    @Test
    void theTypeInformationGivesThisSerializer() {
        ProtobufTypeInfo<PartitionMeta> type = new ProtobufTypeInfo<>(PartitionMeta.class);

        assertThat(type.createSerializer(new SerializerConfigImpl())).isEqualTo(serializer);
        assertThat(type.getTypeClass()).isEqualTo(PartitionMeta.class);
        assertThat(type).isEqualTo(new ProtobufTypeInfo<>(PartitionMeta.class));
        assertThat(type).isNotEqualTo(new ProtobufTypeInfo<>(KeyValuePair.class));
        assertThat(type).hasToString("Protobuf<PartitionMeta>");
        assertThat(type.isKeyType()).isFalse();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what Flink does with what a checkpoint holds
    private static boolean incompatible(
            TypeSerializerSnapshot snapshot, TypeSerializerSnapshot<?> other) {
        return snapshot.resolveSchemaCompatibility(other).isIncompatible();
    }

    private static void read(int version, DataOutputSerializer out) throws IOException {
        new ProtobufSerializer.Snapshot<PartitionMeta>()
                .readSnapshot(
                        version,
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        ProtobufSerializerTest.class.getClassLoader());
    }

    private static <T> TypeSerializerSnapshot<T> throughACheckpoint(
            TypeSerializerSnapshot<T> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                ProtobufSerializerTest.class.getClassLoader());
    }
}
