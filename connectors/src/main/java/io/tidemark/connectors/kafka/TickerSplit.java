package io.tidemark.connectors.kafka;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a ticker keeps in a checkpoint: how far the log's time had come. Nobody hands it out; a
 * reader makes it and gets it back.
 *
 * @param logMs milliseconds since the Unix epoch
 */
public record TickerSplit(long logMs) implements SourceSplit {

    @Override
    public String splitId() {
        return "time";
    }

    static final class Serializer implements SimpleVersionedSerializer<TickerSplit> {

        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(TickerSplit split) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(Long.BYTES);
            out.writeLong(split.logMs());
            return out.getCopyOfBuffer();
        }

        @Override
        public TickerSplit deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException("expected a ticker's time of version 1, found " + version);
            }
            return new TickerSplit(new DataInputDeserializer(serialized).readLong());
        }
    }

    /** A ticker's coordinator: it has nothing to enumerate and nothing to keep. */
    static final class Enumerator implements SplitEnumerator<TickerSplit, Void> {

        @Override
        public void start() {
            // Nothing to enumerate.
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {
            // Nobody asks for a split.
        }

        @Override
        public void addSplitsBack(List<TickerSplit> splits, int subtask) {
            // None was assigned, so none comes back.
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

    /** The empty state of {@link Enumerator}. */
    static final class NoState implements SimpleVersionedSerializer<Void> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Void nothing) {
            return new byte[0];
        }

        @Override
        public Void deserialize(int version, byte[] serialized) {
            return null;
        }
    }
}
