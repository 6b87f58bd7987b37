package io.tidemark.definition;

import com.google.protobuf.Message;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.schema.TestingSchemas;

/** Definition requests as they leave ingest. */
public final class TestingDefinitions {

    public static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setChannels(4)
                    .setChannelPrefix("t")
                    .setMetaRetentionMs(1_000)
                    .setMaxMessageBytes(1 << 20)
                    .setMaxRequestBytes(1 << 20)
                    .setTickStepMs(50)
                    .build();

    public static final int ID_BLOCK = 2048;

    private TestingDefinitions() {}

    public static Request request(Method method, long timestamp, long firstId, Message payload) {
        return request(method, timestamp, firstId, payload.toByteArray());
    }

    public static Request request(Method method, long timestamp, long firstId, byte[] payload) {
        return new Request(
                0,
                timestamp,
                timestamp,
                firstId,
                ID_BLOCK,
                method,
                Payload.of(payload),
                ReplyTo.NONE,
                null);
    }

    public static CreateCollectionRequest.Builder createRequest(String name) {
        return createRequest(name, TestingSchemas.films().setName(name));
    }

    public static CreateCollectionRequest.Builder createRequest(
            String name, CollectionSchema.Builder schema) {
        return CreateCollectionRequest.newBuilder()
                .setCollectionName(name)
                .setConsistencyLevel(ConsistencyLevel.Bounded)
                .setSchema(schema.build().toByteString());
    }

    public static DropCollectionRequest dropRequest(String name) {
        return DropCollectionRequest.newBuilder().setCollectionName(name).build();
    }
}
