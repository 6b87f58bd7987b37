package io.tidemark.proto;

import com.google.protobuf.Message;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Flink's type information of a protobuf message, in place of the generic Kryo one.
 *
 * @param <M> the message
 */
public final class ProtobufTypeInfo<M extends Message> extends TypeInformation<M> {

    private static final long serialVersionUID = 1L;

    private final Class<M> type;

    public ProtobufTypeInfo(Class<M> type) {
        this.type = Objects.requireNonNull(type);
    }

    @Override
    public TypeSerializer<M> createSerializer(SerializerConfig config) {
        return new ProtobufSerializer<>(type);
    }

    @Override
    public Class<M> getTypeClass() {
        return type;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public String toString() {
        return "Protobuf<" + type.getSimpleName() + ">";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtobufTypeInfo<?> that && type == that.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ProtobufTypeInfo<?>;
    }
}
