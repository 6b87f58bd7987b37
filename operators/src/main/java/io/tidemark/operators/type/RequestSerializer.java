package io.tidemark.operators.type;

import io.tidemark.request.Request;
import io.tidemark.request.RequestCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A request in a task queue. */
public final class RequestSerializer extends CodecSerializer<Request> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Request value, DataOutputView target) throws IOException {
        RequestCodec.write(value, target);
    }

    @Override
    public Request deserialize(DataInputView source) throws IOException {
        return RequestCodec.read(source);
    }

    @Override
    public TypeSerializerSnapshot<Request> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint remembers of this serializer; the codec versions its own bytes. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Request> {
        public Snapshot() {
            super(RequestSerializer::new);
        }
    }
}
