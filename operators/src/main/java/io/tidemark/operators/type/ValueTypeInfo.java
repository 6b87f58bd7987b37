package io.tidemark.operators.type;

import io.tidemark.request.Request;
import io.tidemark.wal.WalOutput;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of a value that has one serializer and no fields Flink should know.
 *
 * @param <T> the value
 */
public final class ValueTypeInfo<T> extends TypeInformation<T> {

    public static final ValueTypeInfo<Request> REQUEST =
            new ValueTypeInfo<>(Request.class, new RequestSerializer());
    public static final ValueTypeInfo<WalOutput> WAL_OUTPUT =
            new ValueTypeInfo<>(WalOutput.class, new WalOutputSerializer());

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final TypeSerializer<T> serializer;

    private ValueTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public Class<T> getTypeClass() {
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
        return type.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueTypeInfo<?> that && type == that.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ValueTypeInfo<?>;
    }
}
