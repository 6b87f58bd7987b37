package io.tidemark.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.tidemark.jobs.Topics;
import io.tidemark.jobs.local.LocalKafka;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SendCommandITCase {

    private static final Status OK = new Refusal(ErrorKind.SUCCESS, "").status();
    private static final Status REFUSED =
            new Refusal(ErrorKind.COLLECTION_NOT_FOUND, "collection not found: books").status();

    private final TestingConsole console = new TestingConsole();
    private LocalKafka kafka;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        kafka = LocalKafka.start(folder, 0);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void usageExample() throws Exception {
        try (TestingTidemark tidemark = tidemark(OK)) {
            int code =
                    send(
                            "--method=CreateCollection",
                            "{\"collection_name\":\"books\",\"schema\":{\"name\":\"books\"}}");
            assertThat(code).isZero();
            assertThat(console.out())
                    .isEqualToNormalizingNewlines(
                            """
                            {
                              "error_code": "Success",
                              "code": 0
                            }
                            """);

            ConsumerRecord<byte[], byte[]> request = tidemark.received().get(0);
            assertThat(request.topic()).isEqualTo("definitions");
            assertThat(CreateCollectionRequest.parseFrom(request.value()).getSchema())
                    .isEqualTo(
                            CollectionSchema.newBuilder().setName("books").build().toByteString());
            assertThat(TestingTidemark.header(request, "method"))
                    .isEqualTo("milvus.proto.milvus.CreateCollectionRequest");
            assertThat(TestingTidemark.header(request, "reply-to")).isEqualTo("0");
            assertThat(TestingTidemark.header(request, "content-type")).isNull();
        }
    }

    @Test
    void anErrorIsPrintedAndIsTheExitCode() throws Exception {
        try (TestingTidemark tidemark = tidemark(REFUSED)) {
            assertThat(send("--method=DropCollection", "{}")).isEqualTo(1);
            assertThat(console.out()).contains("collection not found: books").contains("100");
            assertThat(tidemark.received()).hasSize(1);
        }
    }

    @Test
    void rawJsonTravelsAsItIsAndComesBackAsJson() throws Exception {
        String json = "{\"unknown\" : 1}";
        try (TestingTidemark tidemark =
                tidemark(ShowCollectionsResponse.newBuilder().addCollectionNames("b").build())) {
            assertThat(send("--method=ShowCollections", "--raw-json", json)).isZero();
            assertThat(console.out()).contains("\"collection_names\": [\"b\"]");
            ConsumerRecord<byte[], byte[]> request = tidemark.received().get(0);
            assertThat(request.value()).isEqualTo(json.getBytes(UTF_8));
            assertThat(TestingTidemark.header(request, "content-type"))
                    .isEqualTo("application/json");
        }
    }

    @Test
    void aFileMayHoldTheRequestAndRequestsHavePartitions(@TempDir Path files) throws Exception {
        Path file = Files.writeString(files.resolve("insert.json"), "{\"num_rows\": 7}");
        try (TestingTidemark tidemark = tidemark(MutationResult.getDefaultInstance())) {
            assertThat(send("--method=Insert", "--partition=1", "--file=" + file)).isZero();
            ConsumerRecord<byte[], byte[]> request = tidemark.received().get(0);
            assertThat(request.topic()).isEqualTo("requests");
            assertThat(request.partition()).isEqualTo(1);
            assertThat(InsertRequest.parseFrom(request.value()).getNumRows()).isEqualTo(7);
            assertThat(send("--method=Insert", "--partition=2", "{}")).isEqualTo(2);
            assertThat(console.err()).contains("--partition must be less than 2");
        }
    }

    @Test
    void withoutAJobItSaysSoInTime() throws Exception {
        TestingTidemark.createTopics(client());
        assertThat(send("--method=ShowCollections", "--timeout=1", "{}")).isEqualTo(3);
        assertThat(console.err()).contains("No answer within 1 s").contains("is the job running?");
    }

    @Test
    void withoutTopicsItSaysWhatToDo() {
        assertThat(send("--method=ShowCollections", "{}")).isEqualTo(3);
        assertThat(console.err()).contains("no topic 'responses'").contains("tidemark up");
    }

    @Test
    void severalClustersOnOneKafkaAreToldApartByTheirPrefix() throws Exception {
        Topics other = new Topics("other-", "other-");
        TestingTidemark.createTopics(client(), other);
        try (TestingTidemark tidemark =
                TestingTidemark.start(client(), other, (method, request) -> OK)) {
            assertThat(send("--topics-prefix=other-", "--method=CreateCollection", "{}")).isZero();
            assertThat(send("--topics-prefix=other-", "--method=Insert", "{}")).isZero();
            assertThat(tidemark.received())
                    .extracting(ConsumerRecord::topic)
                    .containsExactly("other-definitions", "other-requests");
            assertThat(send("--method=CreateCollection", "{}")).isEqualTo(3);
            assertThat(console.err()).contains("no topic 'responses'").contains("--topics-prefix");
        }
    }

    @Test
    void aMissingReplyPartitionIsNamed() throws Exception {
        TestingTidemark.createTopics(client());
        assertThat(send("--method=ShowCollections", "--reply-to=5", "{}")).isEqualTo(3);
        assertThat(console.err()).contains("no partition 5");
    }

    @Test
    void aLoadGoesToAllPartitionsInTurnAndIsCounted() throws Exception {
        Collections collections = new Collections();
        TestingTidemark.createTopics(client());
        try (TestingTidemark tidemark = TestingTidemark.start(client(), collections::answer)) {
            int code =
                    send(
                            "--generate=9",
                            "--rows=5",
                            "--collection=books",
                            "--dim=4",
                            "--in-flight=2");
            assertThat(code).isZero();
            assertThat(console.out()).startsWith("9 inserts of 5 rows").contains("9 ok, 0 failed");
            List<Integer> partitions =
                    tidemark.received().stream()
                            .filter(request -> request.topic().equals("requests"))
                            .map(ConsumerRecord::partition)
                            .sorted()
                            .toList();
            assertThat(partitions).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1);
        }
    }

    @Test
    void aLoadIntoACollectionThatIsNotThereIsAnError() throws Exception {
        TestingTidemark.createTopics(client());
        Collections none = new Collections();
        try (TestingTidemark tidemark = TestingTidemark.start(client(), none::answer)) {
            assertThat(send("--generate=1", "--collection=books")).isEqualTo(1);
            assertThat(console.err()).contains("collection not found: books");
            assertThat(tidemark.received()).hasSize(1);
        }
    }

    @Test
    void aLoadOfAnotherDimensionIsRefusedAndFailedInsertsAreCounted() throws Exception {
        TestingTidemark.createTopics(client());
        Collections collections = new Collections();
        try (TestingTidemark tidemark = TestingTidemark.start(client(), collections::answer)) {
            assertThat(send("--generate=1", "--collection=books", "--dim=4")).isZero();
            assertThat(send("--generate=1", "--collection=books", "--dim=5")).isEqualTo(3);
            assertThat(console.err()).contains("no vector of dimension 5");
            collections.full = true;
            assertThat(send("--generate=2", "--collection=books")).isEqualTo(1);
            assertThat(console.out()).contains("0 ok, 2 failed (first: full)");
            assertThat(tidemark.received()).hasSize(3 + 1 + 1 + 1 + 2);
        }
    }

    /** At most one collection, whatever its name. */
    private static final class Collections {

        private CollectionSchema schema;
        private volatile boolean full;

        Message answer(Method method, byte[] request) {
            return switch (method) {
                case CREATE_COLLECTION -> create(request);
                case DESCRIBE_COLLECTION ->
                        schema == null
                                ? DescribeCollectionResponse.newBuilder().setStatus(REFUSED).build()
                                : DescribeCollectionResponse.newBuilder().setSchema(schema).build();
                default ->
                        full
                                ? MutationResult.newBuilder()
                                        .setStatus(
                                                new Refusal(ErrorKind.RATE_LIMIT, "full").status())
                                        .build()
                                : MutationResult.getDefaultInstance();
            };
        }

        private Message create(byte[] request) {
            try {
                CollectionSchema.Builder created =
                        CollectionSchema.parseFrom(
                                CreateCollectionRequest.parseFrom(request).getSchema())
                                .toBuilder();
                int id = 100;
                for (FieldSchema.Builder field : created.getFieldsBuilderList()) {
                    field.setFieldID(id++);
                }
                schema = created.build();
                return OK;
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private TestingTidemark tidemark(Message answer) throws Exception {
        TestingTidemark.createTopics(client());
        return TestingTidemark.start(client(), (method, request) -> answer);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private int send(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "send";
        all[1] = "--bootstrap";
        all[2] = kafka.bootstrapServers();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return console.run(all);
    }
}
