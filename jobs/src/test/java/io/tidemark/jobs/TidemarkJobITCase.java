package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.connectors.kafka.TimeTickedConsumer;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.request.Method;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.Pack;
import io.tidemark.wal.WalOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import milvus.proto.msg.Msg;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first whole path: requests on real Kafka become a time-ticked log. */
class TidemarkJobITCase {

    @TempDir private static Path folder;

    @Test
    void usageExample() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            JobClient job = cluster.start(Map.of());
            try (TestingClient client = new TestingClient(cluster.client(), 1)) {
                Status created =
                        client.call(
                                Method.CREATE_COLLECTION,
                                Requests.create("books", 2),
                                Status.class);
                assertThat(created.getReason()).isEmpty();
                assertThat(created.getCode()).isZero();
                BoolResponse has =
                        client.call(
                                Method.HAS_COLLECTION,
                                HasCollectionRequest.newBuilder()
                                        .setCollectionName("books")
                                        .build(),
                                BoolResponse.class);
                assertThat(has.getValue()).isTrue();

                MutationResult inserted =
                        client.call(
                                Method.INSERT,
                                Requests.insert("books", 1, 100, new Random(1)),
                                MutationResult.class);
                assertThat(inserted.getStatus().getReason()).isEmpty();
                assertThat(inserted.getInsertCnt()).isEqualTo(100);

                List<WalOutput.Message> log = readUntil(cluster, inserted.getTimestamp());
                assertThat(log).hasSize(4);
                Msg.CreateCollectionRequest create =
                        Msg.CreateCollectionRequest.parseFrom(log.get(0).body());
                assertThat(create.getCollectionName()).isEqualTo("books");
                int rows = 0;
                for (WalOutput.Message message : log.subList(2, 4)) {
                    Msg.InsertRequest insert = Msg.InsertRequest.parseFrom(message.body());
                    assertThat(insert.getCollectionID()).isEqualTo(create.getCollectionID());
                    rows += (int) insert.getNumRows();
                }
                assertThat(rows).isEqualTo(100);
            } finally {
                job.cancel().get();
            }
        }
    }

    @Test
    void everyDefinitionIsAnsweredAndToldToReaders() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder.resolve("definitions"))) {
            JobClient job = cluster.start(Map.of());
            try (TestingClient client = new TestingClient(cluster.client(), 1)) {
                Set<Method> asked = EnumSet.noneOf(Method.class);
                for (Map.Entry<Method, Message> step : DefinitionStory.STEPS) {
                    Method method = step.getKey();
                    asked.add(method);
                    Message answer =
                            client.call(
                                    method, step.getValue(), method.responsePrototype().getClass());
                    assertThat(DefinitionStory.status(answer).getCode())
                            .as("%s was answered %s", method, answer)
                            .isZero();
                }
                MutationResult inserted =
                        client.call(
                                Method.INSERT,
                                Requests.insert("best", 1, 10, new Random(1)).toBuilder()
                                        .setDbName("lab")
                                        .setPartitionName("p")
                                        .build(),
                                MutationResult.class);
                assertThat(inserted.getStatus().getReason()).isEmpty();
                SegmentStory segments = new SegmentStory(client, inserted.getTimestamp());
                segments.run();
                asked.addAll(segments.asked());

                assertThat(asked)
                        .isEqualTo(
                                Arrays.stream(Method.values())
                                        .filter(m -> m.topic() == Method.Topic.DEFINITIONS)
                                        .collect(Collectors.toSet()));
                assertReadersKnow(readUntil(cluster, segments.newest()));
            } finally {
                job.cancel().get();
            }
        }
    }

    /** What the channels tell is what the story leaves: nothing of it was asked for. */
    private static void assertReadersKnow(List<WalOutput.Message> log) throws Exception {
        MetaTable table = new MetaTable(new HeapMetaStore());
        long partition = 0;
        for (WalOutput.Message message : log) {
            DefinitionMsg definition = DefinitionMsg.parseFrom(message.body());
            if (definition.getBase().getMsgType() == MsgType.Insert) {
                partition = Msg.InsertRequest.parseFrom(message.body()).getPartitionID();
            } else {
                definition.getChangesList().forEach(table::apply);
            }
        }
        CollectionMeta movies = table.collections().named("lab", "movies", 0).orElseThrow();
        assertThat(table.collections().named("lab", "best", 0)).contains(movies);
        assertThat(table.collections().in("default", 0)).isEmpty();
        assertThat(table.partitions().named(movies.getId(), "p", 0).orElseThrow().getId())
                .isEqualTo(partition);
        assertThat(table.indexes().of(movies.getId(), 0)).hasSize(1);
        assertThat(table.loads().of(movies.getId(), 0)).isEmpty();
        assertThat(table.segments().flush(movies.getId(), 0)).isPresent();
        assertThat(table.segments().of(movies.getId(), 0))
                .isNotEmpty()
                .allMatch(segment -> segment.getIndexes(0).getState() == IndexState.Finished);
        assertThat(movies.getPropertiesList())
                .extracting(KeyValuePair::getKey)
                .containsExactly("collection.ttl.seconds");
        assertThat(movies.getSchema().getFieldsList())
                .extracting(FieldSchema::getName)
                .contains("note");
    }

    private static List<WalOutput.Message> readUntil(TestingCluster cluster, long timestamp) {
        List<WalOutput.Message> messages = new ArrayList<>();
        try (TimeTickedConsumer consumer =
                TimeTickedConsumer.fromEarliest(
                        Map.of("bootstrap.servers", cluster.bootstrap()),
                        "dml",
                        IntStream.range(0, 16).boxed().toList(),
                        new HoldLimit(100_000, 100_000_000))) {
            long end = 0;
            while (end < timestamp) {
                for (Pack pack : consumer.poll(Duration.ofMillis(100))) {
                    messages.addAll(pack.messages());
                    end = pack.end();
                }
            }
        }
        return messages;
    }
}
