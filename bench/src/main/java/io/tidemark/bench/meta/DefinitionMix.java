package io.tidemark.bench.meta;

import com.google.protobuf.Message;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.request.Method;
import java.util.List;

/**
 * The life of one collection: twelve definitions, of which two only read. It leaves the table as it
 * was, so that it can be repeated at one size.
 */
final class DefinitionMix {

    record Step(Method method, Message request) {}

    private static final int DIM = 128;

    private DefinitionMix() {}

    static Message create(String name) {
        return SampleCollection.create(name, DIM, 1);
    }

    static List<Step> life(String name) {
        return List.of(
                new Step(Method.CREATE_COLLECTION, create(name)),
                new Step(
                        Method.HAS_COLLECTION,
                        HasCollectionRequest.newBuilder().setCollectionName(name).build()),
                new Step(
                        Method.DESCRIBE_COLLECTION,
                        DescribeCollectionRequest.newBuilder().setCollectionName(name).build()),
                new Step(
                        Method.CREATE_PARTITION,
                        CreatePartitionRequest.newBuilder()
                                .setCollectionName(name)
                                .setPartitionName("p")
                                .build()),
                new Step(
                        Method.CREATE_ALIAS,
                        CreateAliasRequest.newBuilder()
                                .setCollectionName(name)
                                .setAlias("alias")
                                .build()),
                new Step(
                        Method.CREATE_INDEX,
                        CreateIndexRequest.newBuilder()
                                .setCollectionName(name)
                                .setFieldName("vector")
                                .build()),
                new Step(
                        Method.ALTER_COLLECTION,
                        AlterCollectionRequest.newBuilder()
                                .setCollectionName(name)
                                .addProperties(KeyValuePair.newBuilder().setKey("a").setValue("b"))
                                .build()),
                new Step(
                        Method.LOAD_COLLECTION,
                        LoadCollectionRequest.newBuilder().setCollectionName(name).build()),
                new Step(
                        Method.RELEASE_COLLECTION,
                        ReleaseCollectionRequest.newBuilder().setCollectionName(name).build()),
                new Step(
                        Method.DROP_ALIAS, DropAliasRequest.newBuilder().setAlias("alias").build()),
                new Step(
                        Method.DROP_PARTITION,
                        DropPartitionRequest.newBuilder()
                                .setCollectionName(name)
                                .setPartitionName("p")
                                .build()),
                new Step(
                        Method.DROP_COLLECTION,
                        DropCollectionRequest.newBuilder().setCollectionName(name).build()));
    }
}
