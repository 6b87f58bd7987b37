package io.tidemark.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.client.MilvusServiceClient;
import io.milvus.param.ConnectParam;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.database.request.CreateDatabaseReq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Milvus' own Java clients, unchanged, against {@code bin/tidemark up} and further gateways. */
@Timeout(600)
class MilvusClientITCase {

    /** Of one call, where a test is about calls that might not return. */
    private static final long DEADLINE_MS = 30_000;

    @TempDir private static Path folder;

    private static TestingProcess up;

    @BeforeAll
    static void start() throws Exception {
        up =
                TestingProcess.start(
                        "Ctrl-C stops everything",
                        "up",
                        "--data=" + folder.resolve("data"),
                        "--kafka-port=0",
                        "--web-port=0",
                        "--gateway-port=0");
    }

    @AfterAll
    static void stop() throws Exception {
        if (up != null) {
            up.close();
        }
    }

    @Test
    void usageExample() {
        MilvusClientV2 client =
                new MilvusClientV2(ConnectConfig.builder().uri(up.told("Milvus")).build());
        QuickStory.tell(client);
        client.close();
    }

    @Test
    void everyKindOfFieldIsTakenAndTold() {
        MilvusClientV2 client =
                new MilvusClientV2(ConnectConfig.builder().uri(up.told("Milvus")).build());
        FieldStory.tell(client);
        FieldStory.tellRefused(client);
        client.close();
    }

    @Test
    void whatIsDefinedCanBeChangedAndTakenBack() throws Exception {
        MilvusClientV2 client =
                new MilvusClientV2(
                        ConnectConfig.builder()
                                .uri(up.told("Milvus"))
                                .username("root")
                                .password("Milvus")
                                .build());
        DefinitionStory.tell(client);
        client.close();
    }

    @Test
    void theFirstClientWorksToo() {
        FirstClientStory.tell(up.told("Milvus"));
    }

    @Test
    void theFirstClientConnectsToADatabaseAndSaysWhoItIs() {
        FirstClientDatabaseStory.tell(up.told("Milvus"));
    }

    @Test
    void whatSeveralConnectionsInsertedAnotherFinds() {
        List<MilvusClientV2> clients =
                Stream.generate(
                                () ->
                                        new MilvusClientV2(
                                                ConnectConfig.builder()
                                                        .uri(up.told("Milvus"))
                                                        .build()))
                        .limit(4)
                        .toList();
        SegmentStory.tell(clients.subList(0, 3), clients.get(3));
        SegmentStory.tellOfTwoDatabases(clients.get(0));
        clients.forEach(MilvusClientV2::close);
    }

    @Test
    void theProgramOfThePageDoesWhatThePageSays() throws Exception {
        String page = Files.readString(Path.of("../../docs/clients.md"));
        Matcher program = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(program.find()).isTrue();
        Path source =
                Files.writeString(
                        folder.resolve("Books.java"),
                        program.group(1).replace("http://127.0.0.1:19530", up.told("Milvus")));
        Process books =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString())
                        .start();

        assertThat(new String(books.getInputStream().readAllBytes(), UTF_8).lines())
                .contains("1 row, ids [1]")
                .anyMatch(line -> line.startsWith("[") && line.contains("shelf"));
        assertThat(books.waitFor()).isZero();
    }

    @Test
    void whatIsNotServedIsAnErrorWithASentence() {
        MilvusClientV2 client =
                new MilvusClientV2(ConnectConfig.builder().uri(up.told("Milvus")).build());

        assertThatThrownBy(client::listUsers)
                .isInstanceOfSatisfying(
                        MilvusClientException.class,
                        refused -> assertThat(refused.getServerErrCode()).isEqualTo(10))
                .hasMessageContaining("ListCredUsers is not served yet");
        client.close();
    }

    @Test
    void whatReadsOrChangesRowsIsAnErrorWithASentenceForBothClients() {
        MilvusClientV2 client =
                new MilvusClientV2(
                        ConnectConfig.builder()
                                .uri(up.told("Milvus"))
                                .rpcDeadlineMs(DEADLINE_MS)
                                .build());
        NotServedStory.tell(client);
        MilvusServiceClient first =
                new MilvusServiceClient(
                        ConnectParam.newBuilder()
                                .withUri(up.told("Milvus"))
                                .withRpcDeadline(DEADLINE_MS, TimeUnit.MILLISECONDS)
                                .build());
        NotServedStory.tell(first);
        first.close();
        client.dropCollection(DropCollectionReq.builder().collectionName("later").build());
        client.close();
    }

    /** Behind two gateways stands one cluster; one of them knows its clients. */
    @Test
    void aSecondGatewayWithCredentialsServesTheSame() throws Exception {
        Path credentials = Files.writeString(folder.resolve("credentials"), "key-of-a-friend\n");
        try (TestingProcess gateway =
                TestingProcess.start(
                        "Ctrl-C stops",
                        "gateway",
                        "--bootstrap=" + up.told("Kafka"),
                        "--port=0",
                        "--credentials=" + credentials)) {
            String uri = gateway.told("are served on");
            MilvusClientV2 friend =
                    new MilvusClientV2(
                            ConnectConfig.builder().uri(uri).token("key-of-a-friend").build());
            friend.createDatabase(CreateDatabaseReq.builder().databaseName("shared").build());
            MilvusClientV2 other =
                    new MilvusClientV2(
                            ConnectConfig.builder()
                                    .uri(up.told("Milvus"))
                                    .dbName("shared")
                                    .build());

            QuickStory.createAndInsert(friend, "one");
            assertThat(
                            other.hasCollection(
                                    HasCollectionReq.builder().collectionName("one").build()))
                    .isFalse();
            friend.useDatabase("shared");
            QuickStory.createAndInsert(friend, "two");
            assertThat(
                            other.hasCollection(
                                    HasCollectionReq.builder().collectionName("two").build()))
                    .isTrue();
            other.dropCollection(DropCollectionReq.builder().collectionName("two").build());
            assertThatThrownBy(
                            () ->
                                    new MilvusClientV2(
                                            ConnectConfig.builder()
                                                    .uri(uri)
                                                    .token("of-a-stranger")
                                                    .build()))
                    .hasMessageContaining("UNAUTHENTICATED");
            friend.close();
            other.close();
        }
    }

    @Test
    void aGatewayWithTlsLetsInWhoKnowsThePassword() throws Exception {
        TestingCertificate tls = TestingCertificate.in(folder);
        Path credentials = Files.writeString(folder.resolve("passwords"), "reader:of-books\n");
        try (TestingProcess gateway =
                TestingProcess.start(
                        "Ctrl-C stops",
                        "gateway",
                        "--bootstrap=" + up.told("Kafka"),
                        "--port=0",
                        "--tls-certificate=" + tls.certificate(),
                        "--tls-key=" + tls.key(),
                        "--credentials=" + credentials)) {
            String uri = gateway.told("are served on");
            assertThat(uri).startsWith("https://");
            MilvusClientV2 reader = new MilvusClientV2(secured(uri, tls, "of-books"));
            QuickStory.createAndInsert(reader, "hidden");
            reader.dropCollection(DropCollectionReq.builder().collectionName("hidden").build());
            reader.close();

            assertThatThrownBy(() -> new MilvusClientV2(secured(uri, tls, "of-Books")))
                    .hasMessageContaining("UNAUTHENTICATED");
            MilvusServiceClient first =
                    new MilvusServiceClient(
                            ConnectParam.newBuilder()
                                    .withUri(uri)
                                    .withServerPemPath(tls.certificate().toString())
                                    .withServerName("localhost")
                                    .withAuthorization("reader", "of-books")
                                    .build());
            assertThat(FirstClientStory.done(first.listDatabases()).getDbNamesList())
                    .contains("default");
            first.close();
        }
    }

    private static ConnectConfig secured(String uri, TestingCertificate tls, String password) {
        return ConnectConfig.builder()
                .uri(uri)
                .secure(true)
                .serverPemPath(tls.certificate().toString())
                .serverName("localhost")
                .username("reader")
                .password(password)
                .build();
    }

    @Test
    void aDatabaseThatIsNotThereIsToldAtConnecting() {
        assertThatThrownBy(
                        () ->
                                new MilvusClientV2(
                                        ConnectConfig.builder()
                                                .uri(up.told("Milvus"))
                                                .dbName("nowhere")
                                                .build()))
                .hasMessageContaining("nowhere");
    }
}
