package io.tidemark.proto;

import com.google.protobuf.Message;

/**
 * Flink's type information of a protobuf message, in place of the generic Kryo one.
 *
 * @param <M> the message
 */
public final class ProtobufTypeInfo<M extends Message> extends OpaqueTypeInfo<M> {

    private static final long serialVersionUID = 1L;

    public ProtobufTypeInfo(Class<M> type) {
        super(type, new ProtobufSerializer<>(type));
    }

    @Override
    public String toString() {
        return "Protobuf<" + getTypeClass().getSimpleName() + ">";
    }
}
