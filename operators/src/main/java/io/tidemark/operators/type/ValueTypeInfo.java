package io.tidemark.operators.type;

import io.tidemark.proto.OpaqueTypeInfo;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.wal.WalOutput;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of the values that travel between tasks.
 *
 * @param <T> the value
 */
public final class ValueTypeInfo<T> extends OpaqueTypeInfo<T> {

    public static final ValueTypeInfo<Request> REQUEST =
            new ValueTypeInfo<>(Request.class, new RequestSerializer());
    public static final ValueTypeInfo<Requests> REQUESTS =
            new ValueTypeInfo<>(Requests.class, new RequestsSerializer());
    public static final ValueTypeInfo<WalOutput> WAL_OUTPUT =
            new ValueTypeInfo<>(WalOutput.class, new WalOutputSerializer());

    private static final long serialVersionUID = 1L;

    private ValueTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
        super(type, serializer);
    }
}
