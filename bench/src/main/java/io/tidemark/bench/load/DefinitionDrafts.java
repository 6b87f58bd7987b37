package io.tidemark.bench.load;

import com.google.protobuf.Message;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.load.LoadCollections.Entry;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests about definitions. Collections and their partitions come and go; indexes, flushes and an
 * alias that moves are of collections that last. So none is refused, except where its collection is
 * not there.
 */
final class DefinitionDrafts {

    private static final int PARTITIONS = 3;
    private static final String INDEX = "by_vector";
    private static final KeyValuePair FLAT =
            KeyValuePair.newBuilder().setKey("index_type").setValue("FLAT").build();

    private final LoadCollections collections;
    private final SplittableRandom random;

    DefinitionDrafts(LoadCollections collections, SplittableRandom random) {
        this.collections = collections;
        this.random = random;
    }

    /** What must be answered before anything else is sent. */
    List<Draft> first() {
        List<Draft> first = new ArrayList<>();
        for (Entry entry : collections.lasting()) {
            first.add(create(entry));
            for (int i = 0; i < PARTITIONS; i++) {
                first.add(createPartition(entry, i));
            }
        }
        first.add(createAlias());
        return first;
    }

    Draft next() {
        Entry fleeting = pick(collections.fleeting());
        Entry lasting = pick(collections.lasting());
        Entry any = random.nextBoolean() ? fleeting : lasting;
        return switch (random.nextInt(14)) {
            case 0, 1 -> create(fleeting);
            case 2 -> dropCollection(fleeting);
            case 3 -> create(lasting);
            case 4 -> hasCollection(fleeting);
            case 5 -> describe(fleeting);
            case 6, 7 -> createPartition(any, random.nextInt(PARTITIONS));
            case 8 -> dropPartition(any);
            case 9 -> hasPartition(any);
            case 10 -> createIndex(lasting);
            case 11 -> dropIndex(lasting);
            case 12 -> flush(lasting);
            default -> alterAlias();
        };
    }

    /** A partition that may or may not be there. */
    String partition() {
        return partition(random.nextInt(PARTITIONS));
    }

    private static String partition(int number) {
        return "part_" + number;
    }

    Entry pick(List<Entry> entries) {
        return entries.get(random.nextInt(entries.size()));
    }

    private static Draft create(Entry entry) {
        return draft(Method.CREATE_COLLECTION, entry.create());
    }

    private static Draft dropCollection(Entry entry) {
        return draft(
                Method.DROP_COLLECTION,
                DropCollectionRequest.newBuilder()
                        .setBase(base(MsgType.DropCollection))
                        .setCollectionName(entry.name())
                        .build());
    }

    private static Draft hasCollection(Entry entry) {
        return draft(
                Method.HAS_COLLECTION,
                HasCollectionRequest.newBuilder()
                        .setBase(base(MsgType.HasCollection))
                        .setCollectionName(entry.name())
                        .build());
    }

    private static Draft describe(Entry entry) {
        return draft(
                Method.DESCRIBE_COLLECTION,
                DescribeCollectionRequest.newBuilder()
                        .setBase(base(MsgType.DescribeCollection))
                        .setCollectionName(entry.name())
                        .build());
    }

    private static Draft createPartition(Entry entry, int number) {
        return draft(
                Method.CREATE_PARTITION,
                CreatePartitionRequest.newBuilder()
                        .setBase(base(MsgType.CreatePartition))
                        .setCollectionName(entry.name())
                        .setPartitionName(partition(number))
                        .build());
    }

    private Draft dropPartition(Entry entry) {
        return draft(
                Method.DROP_PARTITION,
                DropPartitionRequest.newBuilder()
                        .setBase(base(MsgType.DropPartition))
                        .setCollectionName(entry.name())
                        .setPartitionName(partition())
                        .build());
    }

    private Draft hasPartition(Entry entry) {
        return draft(
                Method.HAS_PARTITION,
                HasPartitionRequest.newBuilder()
                        .setBase(base(MsgType.HasPartition))
                        .setCollectionName(entry.name())
                        .setPartitionName(partition())
                        .build());
    }

    private static Draft createIndex(Entry entry) {
        return draft(
                Method.CREATE_INDEX,
                CreateIndexRequest.newBuilder()
                        .setBase(base(MsgType.CreateIndex))
                        .setCollectionName(entry.name())
                        .setFieldName("vector")
                        .setIndexName(INDEX)
                        .addExtraParams(FLAT)
                        .build());
    }

    private static Draft dropIndex(Entry entry) {
        return draft(
                Method.DROP_INDEX,
                DropIndexRequest.newBuilder()
                        .setBase(base(MsgType.DropIndex))
                        .setCollectionName(entry.name())
                        .setIndexName(INDEX)
                        .build());
    }

    private static Draft flush(Entry entry) {
        return draft(
                Method.FLUSH,
                FlushRequest.newBuilder()
                        .setBase(base(MsgType.Flush))
                        .addCollectionNames(entry.name())
                        .build());
    }

    private Draft createAlias() {
        return draft(
                Method.CREATE_ALIAS,
                CreateAliasRequest.newBuilder()
                        .setBase(base(MsgType.CreateAlias))
                        .setCollectionName(collections.alike().get(0).name())
                        .setAlias(collections.alias())
                        .build());
    }

    private Draft alterAlias() {
        return draft(
                Method.ALTER_ALIAS,
                AlterAliasRequest.newBuilder()
                        .setBase(base(MsgType.AlterAlias))
                        .setCollectionName(pick(collections.alike()).name())
                        .setAlias(collections.alias())
                        .build());
    }

    private static Draft draft(Method method, Message request) {
        return new Draft(method, 0, 0, request.toByteArray());
    }

    private static MsgBase base(MsgType type) {
        return MsgBase.newBuilder().setMsgType(type).build();
    }
}
