package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridClock;
import io.tidemark.ingest.PartitionIngest;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;

/** Splits in checkpoints: partition, offset, clock and id counter. */
final class LogSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        if (!(split instanceof LogSplit log)) {
            throw new IOException("expected a split with a clock, found " + split);
        }
        HybridClock.State clock = log.ingest().clock();
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(log.getTopic());
        out.writeInt(log.getPartition());
        out.writeLong(log.getStartingOffset());
        out.writeLong(clock.last());
        out.writeLong(clock.referenceMs());
        out.writeLong(clock.tickSlackMs());
        out.writeLong(log.ingest().nextId());
        return out.getCopyOfBuffer();
    }

    @Override
    public LogSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("expected a split of version 1, found " + version);
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        TopicPartition partition = new TopicPartition(in.readUTF(), in.readInt());
        long offset = in.readLong();
        HybridClock.State clock =
                new HybridClock.State(in.readLong(), in.readLong(), in.readLong());
        return new LogSplit(partition, offset, new PartitionIngest.State(clock, in.readLong()));
    }
}
