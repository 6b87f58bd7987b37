package io.tidemark.operators;

import com.google.protobuf.Message;
import io.milvus.grpc.Address;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.VectorField;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.request.Requests;
import io.tidemark.task.DdTaskQueue;
import java.util.ArrayList;
import java.util.List;

/** Requests as they leave the source, all with an answer wanted, and the meta they lead to. */
final class TestingRequests {

    static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setRequestPartitions(2)
                    .setChannels(4)
                    .setChannelPrefix("t")
                    .setTickStepMs(50)
                    .setMaxRows(1000)
                    .setDefinitionIdBlock(100)
                    .setMaxRequestBytes(1 << 20)
                    .setMaxMessageBytes(1 << 20)
                    .setSegmentMaxRows(3)
                    .setMetaRetentionMs(10_000)
                    .build();

    private static final ReplyTo REPLY_TO = new ReplyTo(0, new byte[] {7}, false);

    private TestingRequests() {}

    /** A request that travels by itself, stamped with its broker's time. */
    static Requests alone(Request request) {
        return new Requests(
                request.partition(),
                List.of(request),
                HybridTimestamp.physicalMs(request.timestamp()));
    }

    static Request createCollection(long ms, String name, int shards) {
        CollectionSchema schema =
                CollectionSchema.newBuilder()
                        .setName(name)
                        .addFields(
                                FieldSchema.newBuilder()
                                        .setName("id")
                                        .setIsPrimaryKey(true)
                                        .setDataType(DataType.Int64))
                        .addFields(
                                FieldSchema.newBuilder()
                                        .setName("vector")
                                        .setDataType(DataType.FloatVector)
                                        .addTypeParams(
                                                KeyValuePair.newBuilder()
                                                        .setKey("dim")
                                                        .setValue("2")))
                        .build();
        return definition(
                ms,
                Method.CREATE_COLLECTION,
                CreateCollectionRequest.newBuilder()
                        .setCollectionName(name)
                        .setSchema(schema.toByteString())
                        .setShardsNum(shards)
                        .build());
    }

    static Request dropCollection(long ms, String name) {
        return definition(
                ms,
                Method.DROP_COLLECTION,
                DropCollectionRequest.newBuilder().setCollectionName(name).build());
    }

    static Request showCollections(long ms) {
        return definition(ms, Method.SHOW_COLLECTIONS, ShowCollectionsRequest.getDefaultInstance());
    }

    static Request registerNode(long ms, long leaseMs) {
        return definition(
                ms,
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder()
                        .setRole("querynode")
                        .setAddress(Address.newBuilder().setIp("localhost").setPort(21_123))
                        .setLeaseMs(leaseMs)
                        .build());
    }

    static Request renewNode(long ms, long id) {
        return definition(
                ms, Method.REGISTER_NODE, RegisterNodeRequest.newBuilder().setNodeId(id).build());
    }

    /** Asks which nodes there were at a timestamp. */
    static Request listNodes(long ms, long timestamp) {
        return definition(
                ms,
                Method.LIST_NODES,
                ListNodesRequest.newBuilder().setTimeStamp(timestamp).build());
    }

    static Request alterSetting(long ms, String key, String value) {
        return definition(
                ms,
                Method.ALTER_SETTINGS,
                AlterSettingsRequest.newBuilder()
                        .addSettings(KeyValuePair.newBuilder().setKey(key).setValue(value))
                        .build());
    }

    static Request tick(long ms) {
        return new Request(
                0,
                ms,
                HybridTimestamp.of(ms, 0, 0),
                0,
                0,
                Method.TIME_TICK,
                Payload.NONE,
                ReplyTo.NONE,
                null);
    }

    /** Rows whose keys and ids begin at a number of the request's own. */
    static Request insert(int partition, long ms, String collection, int rows) {
        long firstId = (long) partition << 48 | ms * 1000;
        LongArray.Builder keys = LongArray.newBuilder();
        FloatArray.Builder vectors = FloatArray.newBuilder();
        for (int row = 0; row < rows; row++) {
            keys.addData(firstId + row);
            vectors.addData(row).addData((float) ms);
        }
        InsertRequest insert =
                InsertRequest.newBuilder()
                        .setCollectionName(collection)
                        .setNumRows(rows)
                        .addFieldsData(
                                FieldData.newBuilder()
                                        .setType(DataType.Int64)
                                        .setFieldName("id")
                                        .setScalars(ScalarField.newBuilder().setLongData(keys)))
                        .addFieldsData(
                                FieldData.newBuilder()
                                        .setType(DataType.FloatVector)
                                        .setFieldName("vector")
                                        .setVectors(
                                                VectorField.newBuilder()
                                                        .setDim(2)
                                                        .setFloatVector(vectors)))
                        .build();
        return new Request(
                partition,
                ms,
                HybridTimestamp.of(ms, partition, 0),
                firstId,
                rows,
                Method.INSERT,
                Payload.of(insert.toByteArray()),
                REPLY_TO,
                null);
    }

    /** What a root coordinator broadcasts when it executes these definitions. */
    static List<MetaChange> changes(Request... definitions) {
        DdTaskQueue queue = new DdTaskQueue(new MetaTable(new HeapMetaStore()), SETTINGS, 0);
        List<MetaChange> changes = new ArrayList<>();
        for (Request definition : definitions) {
            changes.addAll(queue.execute(definition).decision().changes());
        }
        return changes;
    }

    private static Request definition(long ms, Method method, Message payload) {
        return new Request(
                0,
                ms,
                HybridTimestamp.of(ms, 0, 0),
                ms * 1000,
                SETTINGS.getDefinitionIdBlock(),
                method,
                Payload.of(payload.toByteArray()),
                REPLY_TO,
                null);
    }
}
