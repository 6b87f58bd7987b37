package io.tidemark.connectors.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Enumerator state in checkpoints. */
final class LogEnumeratorStateSerializer implements SimpleVersionedSerializer<LogEnumeratorState> {

    private static final int VERSION = 1;

    private final LogSplitSerializer splits = new LogSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(LogEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeUTF(state.topicId());
        out.writeUTF(state.settingsDigest());
        out.writeInt(state.behaviour());
        out.writeInt(splits.getVersion());
        out.writeInt(state.unassigned().size());
        for (LogSplit split : state.unassigned()) {
            byte[] bytes = splits.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public LogEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("expected an enumerator state of version 1, found " + version);
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        String topicId = in.readUTF();
        String digest = in.readUTF();
        int behaviour = in.readInt();
        int splitVersion = in.readInt();
        int count = in.readInt();
        List<LogSplit> unassigned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            unassigned.add(splits.deserialize(splitVersion, bytes));
        }
        return new LogEnumeratorState(topicId, digest, behaviour, unassigned);
    }
}
