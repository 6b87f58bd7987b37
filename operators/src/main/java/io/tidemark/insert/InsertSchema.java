package io.tidemark.insert;

import com.google.protobuf.CodedOutputStream;
import io.milvus.grpc.FieldSchema;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.schema.InsertRate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import milvus.proto.msg.Msg;

/**
 * What inserts need to know of one version of a collection, computed once and cached by the caller.
 * It is immutable and may be shared.
 */
public final class InsertSchema {

    /** Smaller field ids belong to the system: row id and timestamp. */
    static final long FIRST_USER_FIELD_ID = 100;

    /** Lengths and numbers of a message that are not in {@link #names} or an envelope. */
    private static final int MAX_NUMBER_BYTES = 160;

    private final long collectionId;
    private final String name;
    private final long updateTimestamp;
    private final List<InsertField> fields = new ArrayList<>();
    private final Map<String, Integer> indexByName = new HashMap<>();
    private final byte[][] names;
    private final int[] channels;
    private final int channelsEnd;
    private final int maxHeadBytes;
    private final long bytesPerSecond;
    private int primaryKey = -1;
    private int partitionKey = -1;
    private int dynamicField = -1;

    public InsertSchema(CollectionMeta meta) {
        collectionId = meta.getId();
        name = meta.getName();
        updateTimestamp = meta.getUpdateTimestamp();
        bytesPerSecond = InsertRate.bytesPerSecond(meta);
        for (FieldSchema field : meta.getSchema().getFieldsList()) {
            // What functions compute is not sent, and computed behind the log.
            if (field.getFieldID() >= FIRST_USER_FIELD_ID && !field.getIsFunctionOutput()) {
                add(InsertField.of(field));
            }
        }
        if (primaryKey < 0) {
            throw new IllegalArgumentException("collection " + name + " has no primary key");
        }
        int shards = meta.getVirtualChannelsCount();
        names = new byte[shards][];
        channels = new int[shards];
        for (int shard = 0; shard < shards; shard++) {
            String virtualChannel = meta.getVirtualChannels(shard);
            names[shard] = Wire.bytes(out -> writeNames(out, virtualChannel, meta));
            channels[shard] = PhysicalChannel.index(meta.getPhysicalChannels(shard));
        }
        channelsEnd = 1 + Arrays.stream(channels).max().orElse(0);
        maxHeadBytes =
                MAX_NUMBER_BYTES
                        + Arrays.stream(names).mapToInt(bytes -> bytes.length).max().orElse(0);
    }

    private void add(InsertField field) {
        int index = fields.size();
        fields.add(field);
        indexByName.put(field.name(), index);
        primaryKey = field.primaryKey() ? index : primaryKey;
        partitionKey = field.partitionKey() ? index : partitionKey;
        dynamicField = field.dynamic() ? index : dynamicField;
    }

    private static void writeNames(
            CodedOutputStream out, String virtualChannel, CollectionMeta meta) throws IOException {
        Msg.InsertRequest.newBuilder()
                .setShardName(virtualChannel)
                .setDbName(meta.getDbName())
                .setCollectionName(meta.getName())
                .build()
                .writeTo(out);
    }

    public long collectionId() {
        return collectionId;
    }

    public String name() {
        return name;
    }

    /** What the collection takes; {@link InsertRate#UNLIMITED} where it has no limit. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Timestamp of the version this digest was made of. */
    public long updateTimestamp() {
        return updateTimestamp;
    }

    /** User fields in schema order. */
    List<InsertField> fields() {
        return fields;
    }

    /**
     * Index of the field a column belongs to; −1 where there is none.
     *
     * @param place of the column in its batch: clients mostly send columns in the schema's order
     */
    int indexOf(SentColumn column, int place) {
        if (column.dynamic()) {
            return dynamicField;
        }
        boolean inOrder = place < fields.size() && fields.get(place).name().equals(column.name());
        return inOrder ? place : indexByName.getOrDefault(column.name(), -1);
    }

    int primaryKey() {
        return primaryKey;
    }

    /** Whether rows find their partition by the hash of a field. */
    public boolean hasPartitionKey() {
        return partitionKey >= 0;
    }

    /** Index of the partition key; −1 where partitions are named by the client. */
    int partitionKey() {
        return partitionKey;
    }

    int shards() {
        return channels.length;
    }

    /** The physical channel of a shard. */
    int channel(int shard) {
        return channels[shard];
    }

    /** More than the highest physical channel of any shard. */
    int channels() {
        return channelsEnd;
    }

    /** The serialized shard, database and collection names of a shard's messages. */
    byte[] names(int shard) {
        return names[shard];
    }

    /** A bound of what messages take beside columns and the partition's name. */
    int maxHeadBytes() {
        return maxHeadBytes;
    }
}
