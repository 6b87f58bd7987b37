package io.tidemark.bench;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.jobs.TidemarkJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import milvus.proto.msg.Msg;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The request log a measurement reads: one collection, many inserts, and ticks to close it. */
final class Backlog {

    private static final int PARTITIONS = 4;
    private static final String COLLECTION = "bench";

    private final Properties client = new Properties();
    private long requestRecords;

    private Backlog(String bootstrap) {
        client.setProperty("bootstrap.servers", bootstrap);
    }

    /** Sets the cluster up and writes the log; no job runs meanwhile. */
    static Backlog write(String bootstrap, int requests, int rows, int dim, int shards)
            throws Exception {
        Backlog backlog = new Backlog(bootstrap);
        Configuration leader = new Configuration();
        leader.setString("tidemark.kafka.bootstrap.servers", bootstrap);
        TidemarkJob.setUp(leader);
        Properties properties = new Properties();
        properties.putAll(backlog.client);
        properties.setProperty("max.request.size", "8388608");
        properties.setProperty("linger.ms", "20");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            AtomicReference<Exception> failure = new AtomicReference<>();
            send(producer, "definitions", 0, create(dim, shards), failure);
            Random random = new Random(1);
            byte[][] bodies = new byte[64][];
            for (int i = 0; i < bodies.length; i++) {
                bodies[i] = insert(rows, dim, random);
            }
            for (int i = 0; i < requests; i++) {
                send(producer, "requests", i % PARTITIONS, bodies[i % bodies.length], failure);
            }
            producer.flush();
            // A tick behind everything closes it: meta first, so that no insert waits.
            long nowMs = System.currentTimeMillis();
            for (int i = 0; i < 100; i++) {
                send(producer, "definitions", 0, tick(nowMs + i * 10L), failure);
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    send(producer, "requests", partition, tick(nowMs + i * 10L), failure);
                }
            }
            producer.flush();
            if (failure.get() != null) {
                throw failure.get();
            }
        }
        backlog.requestRecords = backlog.written("requests");
        return backlog;
    }

    /** Makes the copy's topic; tells how many records it will hold. */
    long copied(String topic) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(16), Optional.empty())))
                    .all()
                    .get();
        }
        return requestRecords;
    }

    /** About how many messages the log will hold: ticks come on top and are few. */
    long messages(int requests, int shards) {
        return (long) requests * shards;
    }

    /** Records in all partitions of a topic; 0 where there is no such topic yet. */
    long written(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            description
                    .partitions()
                    .forEach(
                            partition ->
                                    latest.put(
                                            new TopicPartition(topic, partition.partition()),
                                            OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw failed;
        }
    }

    void delete(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the first failure
    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            byte[] body,
            AtomicReference<Exception> failure) {
        producer.send(
                new ProducerRecord<>(topic, partition, null, body),
                (metadata, exception) -> failure.compareAndSet(null, exception));
    }

    private static byte[] tick(long ms) {
        return Msg.TimeTickMsg.newBuilder()
                .setBase(
                        MsgBase.newBuilder()
                                .setMsgType(MsgType.TimeTick)
                                .setTimestamp(HybridTimestamp.of(ms, 0, 0)))
                .build()
                .toByteArray();
    }

    private static byte[] create(int dim, int shards) {
        CollectionSchema schema =
                CollectionSchema.newBuilder()
                        .setName(COLLECTION)
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
                                                        .setValue(Integer.toString(dim))))
                        .build();
        return CreateCollectionRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateCollection))
                .setCollectionName(COLLECTION)
                .setSchema(schema.toByteString())
                .setShardsNum(shards)
                .build()
                .toByteArray();
    }

    private static byte[] insert(int rows, int dim, Random random) {
        LongArray.Builder keys = LongArray.newBuilder();
        FloatArray.Builder vectors = FloatArray.newBuilder();
        for (int row = 0; row < rows; row++) {
            keys.addData(random.nextLong());
            for (int i = 0; i < dim; i++) {
                vectors.addData(random.nextFloat());
            }
        }
        return InsertRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
                .setCollectionName(COLLECTION)
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
                                                .setDim(dim)
                                                .setFloatVector(vectors)))
                .build()
                .toByteArray();
    }
}
