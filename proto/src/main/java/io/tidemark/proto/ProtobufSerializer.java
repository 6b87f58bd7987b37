package io.tidemark.proto;

import com.google.protobuf.Message;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes protobuf messages: four bytes of length, then the message. Messages in state evolve by
 * protobuf's own rules (fields are added, never renumbered), so that any snapshot of the same
 * message type is compatible as it is.
 *
 * @param <M> the message
 */
public final class ProtobufSerializer<M extends Message> extends TypeSerializer<M> {

    private static final long serialVersionUID = 1L;

    private final Class<M> type;
    private transient M prototype;

    public ProtobufSerializer(Class<M> type) {
        this.type = Objects.requireNonNull(type);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<M> duplicate() {
        return this;
    }

    @Override
    public M createInstance() {
        return prototype();
    }

    @Override
    public M copy(M from) {
        return from;
    }

    @Override
    public M copy(M from, M reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(M value, DataOutputView target) throws IOException {
        byte[] bytes = value.toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    @SuppressWarnings("unchecked") // a message's own parser parses that message
    public M deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return (M) prototype().getParserForType().parseFrom(bytes);
    }

    @Override
    public M deserialize(M reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        // Not target.write(source, length): Flink's growing buffer does not grow for that one.
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtobufSerializer<?> that && type == that.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<M> snapshotConfiguration() {
        return new Snapshot<>(type);
    }

    private M prototype() {
        if (prototype == null) {
            try {
                Method getter = type.getMethod("getDefaultInstance");
                prototype = type.cast(getter.invoke(null));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(
                        type.getName() + " is not a generated protobuf message", impossible);
            }
        }
        return prototype;
    }

    /**
     * What a checkpoint remembers: the message's class.
     *
     * @param <M> the message
     */
    public static final class Snapshot<M extends Message> implements TypeSerializerSnapshot<M> {

        private static final int VERSION = 1;

        private Class<M> type;

        /** For Flink, which then calls {@link #readSnapshot}. */
        public Snapshot() {}

        Snapshot(Class<M> type) {
            this.type = type;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(type.getName());
        }

        @Override
        @SuppressWarnings("unchecked") // writeSnapshot wrote the name of a message's class
        public void readSnapshot(int version, DataInputView in, ClassLoader classLoader)
                throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "expected a protobuf serializer snapshot of version 1, found " + version);
            }
            String name = in.readUTF();
            try {
                type = (Class<M>) Class.forName(name, false, classLoader).asSubclass(Message.class);
            } catch (ClassNotFoundException gone) {
                throw new IOException("state holds " + name + ", which this jar lacks", gone);
            }
        }

        @Override
        public TypeSerializer<M> restoreSerializer() {
            return new ProtobufSerializer<>(type);
        }

        @Override
        public TypeSerializerSchemaCompatibility<M> resolveSchemaCompatibility(
                TypeSerializerSnapshot<M> old) {
            return old instanceof Snapshot<M> that && that.type == type
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
