package io.tidemark.operators.type;

import io.tidemark.request.RequestCodec;
import io.tidemark.request.Requests;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Requests on their way from a source. */
public final class RequestsSerializer extends CodecSerializer<Requests> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Requests value, DataOutputView target) throws IOException {
        RequestCodec.write(value, target);
    }

    @Override
    public Requests deserialize(DataInputView source) throws IOException {
        return RequestCodec.readAll(source);
    }

    @Override
    public TypeSerializerSnapshot<Requests> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint remembers of this serializer; the codec versions its own bytes. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Requests> {
        public Snapshot() {
            super(RequestsSerializer::new);
        }
    }
}
