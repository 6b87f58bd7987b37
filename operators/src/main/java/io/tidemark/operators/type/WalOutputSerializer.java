package io.tidemark.operators.type;

import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutputCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Outputs of tasks on their way to a writer of the log. */
public final class WalOutputSerializer extends CodecSerializer<WalOutput> {

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(WalOutput value, DataOutputView target) throws IOException {
        WalOutputCodec.write(value, target);
    }

    @Override
    public WalOutput deserialize(DataInputView source) throws IOException {
        return WalOutputCodec.read(source);
    }

    @Override
    public TypeSerializerSnapshot<WalOutput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint remembers of this serializer; the codec versions its own bytes. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WalOutput> {
        public Snapshot() {
            super(WalOutputSerializer::new);
        }
    }
}
