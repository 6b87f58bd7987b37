package io.tidemark.connectors.kafka;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The split of a source that has none: never made, never assigned, empty in checkpoints. */
public final class NoSplit implements SourceSplit {

    private NoSplit() {}

    @Override
    public String splitId() {
        return "none";
    }

    static final class Enumerator implements SplitEnumerator<NoSplit, Void> {

        @Override
        public void start() {
            // Nothing to enumerate.
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {
            // Nobody asks for a split.
        }

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {
            // There are none to come back.
        }

        @Override
        public void addReader(int subtask) {
            // A reader needs no split.
        }

        @Override
        public Void snapshotState(long checkpointId) {
            return null;
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }

    static final class Serializer<T> implements SimpleVersionedSerializer<T> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T nothing) {
            return new byte[0];
        }

        @Override
        public T deserialize(int version, byte[] serialized) {
            return null;
        }
    }
}
