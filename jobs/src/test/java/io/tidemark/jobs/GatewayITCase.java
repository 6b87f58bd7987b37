package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.request.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways before a job and a broker, at the wire: what Milvus' own clients do not show. */
@Timeout(180)
class GatewayITCase {

    private static final HasCollectionRequest HAS_BOOKS =
            HasCollectionRequest.newBuilder().setCollectionName("books").build();

    @TempDir private static Path folder;

    private static TestingCluster cluster;
    private static JobClient job;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestingCluster.start(folder);
        job = cluster.start(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        try (TestingCluster unused = cluster) {
            if (job != null) {
                job.cancel().get();
            }
        }
    }

    /** Before 2.3 there was no handshake, no code beside the error code, no base. */
    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void usageExample() throws Exception {
        try (Gateway gateway = cluster.gateway("");
                TestingMilvus client = new TestingMilvus(gateway)) {
            Status created =
                    client.call(
                            Method.CREATE_COLLECTION, Requests.create("books", 2), Status.class);
            assertThat(created.getErrorCode()).isEqualTo(ErrorCode.Success);
            assertThat(client.call(Method.HAS_COLLECTION, HAS_BOOKS, BoolResponse.class).getValue())
                    .isTrue();
            DescribeCollectionResponse described =
                    client.call(
                            Method.DESCRIBE_COLLECTION,
                            DescribeCollectionRequest.newBuilder()
                                    .setCollectionName("books")
                                    .build(),
                            DescribeCollectionResponse.class);
            assertThat(described.getShardsNum()).isEqualTo(2);
            MutationResult inserted =
                    client.call(
                            Method.INSERT,
                            Requests.insert("books", 1, 100, new Random(1)),
                            MutationResult.class);
            assertThat(inserted.getStatus().getErrorCode()).isEqualTo(ErrorCode.Success);
            assertThat(inserted.getInsertCnt()).isEqualTo(100);
            DescribeCollectionResponse missing =
                    client.call(
                            Method.DESCRIBE_COLLECTION,
                            DescribeCollectionRequest.newBuilder()
                                    .setCollectionName("maps")
                                    .build(),
                            DescribeCollectionResponse.class);
            assertThat(missing.getStatus().getErrorCode()).isEqualTo(ErrorCode.CollectionNotExists);
            assertThat(scraped(gateway))
                    .contains(
                            "tidemark_gateway_calls_total{outcome=\"answered\",rpc=\"Insert\"}"
                                    + " 1.0",
                            "tidemark_gateway_call_seconds_count{rpc=\"Insert\"} 1");
        }
    }

    @Test
    void aClientThatHasOnlyTheMessagesGoesItsWay() throws Exception {
        try (Gateway gateway = cluster.gateway("");
                TestingMilvus client = new TestingMilvus(gateway);
                TestingClient dataNode = new TestingClient(cluster.client(), 0)) {
            PlainClientStory story = new PlainClientStory(client, dataNode);
            story.tell();
            story.askAsComponentsDo();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void aRequestOfExactlyTheLimitIsExecutedAndALargerOneIsNot() throws Exception {
        int limit = (int) ClusterOptions.MAX_REQUEST.defaultValue().getBytes();
        try (Gateway gateway = cluster.gateway("");
                TestingMilvus former = new TestingMilvus(gateway);
                TestingMilvus client = new TestingMilvus(gateway)) {
            Status created =
                    former.call(Method.CREATE_COLLECTION, LongTexts.create("texts"), Status.class);
            assertThat(created.getErrorCode()).isEqualTo(ErrorCode.Success);

            // On a connection that was told no timestamp yet, the gateway adds none.
            InsertRequest insert = LongTexts.insert("texts", limit);
            MutationResult inserted = client.call(Method.INSERT, insert, MutationResult.class);

            assertThat(inserted.getStatus().getReason()).isEmpty();
            assertThat(inserted.getInsertCnt()).isEqualTo(insert.getNumRows());
            MutationResult refused =
                    client.call(
                            Method.INSERT,
                            LongTexts.insert("texts", limit + 1),
                            MutationResult.class);
            assertThat(refused.getStatus().getCode()).isEqualTo(1102);
            assertThat(refused.getStatus().getReason()).contains("at most " + limit + " bytes");
        }
    }

    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void aRequestMayComeCompressed() throws Exception {
        try (Gateway gateway = cluster.gateway("");
                TestingMilvus client = TestingMilvus.compressing(gateway)) {
            Status created =
                    client.call(
                            Method.CREATE_COLLECTION, Requests.create("packed", 1), Status.class);
            assertThat(created.getErrorCode()).isEqualTo(ErrorCode.Success);
            MutationResult inserted =
                    client.call(
                            Method.INSERT,
                            Requests.insert("packed", 1, 100, new Random(1)),
                            MutationResult.class);
            assertThat(inserted.getInsertCnt()).isEqualTo(100);
        }
    }

    private static Stream<String> scraped(Gateway gateway) throws Exception {
        URI metrics =
                URI.create("http://127.0.0.1:" + gateway.metricsPort().getAsInt() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
                .body();
    }
}
