package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.RootCoordMessages.AllocTimestampResponse;
import io.tidemark.request.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import milvus.proto.msg.Msg;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One running job and what nobody should send: each gets its typed error or its dead letter, and a
 * good request behind it is answered. The job may not restart: its first failure would be its end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
class BadInputITCase {

    private static final int MAX_REQUEST = 128 << 10;
    private static final int PARTITION = 2;

    @TempDir private static Path folder;
    private TestingCluster cluster;
    private JobClient job;
    private TestingClient client;
    private DeadLetters deadLetters;
    private final Random random = new Random(11);
    private long nextKey = 1;

    @BeforeAll
    void start() throws Exception {
        cluster = TestingCluster.start(folder);
        job =
                cluster.start(
                        Map.of(
                                "restart-strategy.type", "none",
                                "tidemark.create.channels", "4",
                                "tidemark.create.max-request", "128 kb",
                                "tidemark.create.max-message", "64 kb"));
        client = new TestingClient(cluster.client(), 1);
        deadLetters = new DeadLetters(cluster.client());
        Status created =
                client.call(Method.CREATE_COLLECTION, Requests.create("good", 2), Status.class);
        assertThat(created.getReason()).isEmpty();
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        deadLetters.close();
        job.cancel().get();
        cluster.close();
    }

    @AfterEach
    void goodRequestsBehindItAreAnsweredByTheSameAttempt() throws Exception {
        assertThat(insert(goodInsert().build()).getStatus().getReason()).isEmpty();
        assertThat(has("good")).isTrue();
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"definitions", "requests"})
    void bytesThatAreNoMessageAreAnsweredAndKept(String topic) throws Exception {
        byte[] payload = new byte[10_000];
        Arrays.fill(payload, (byte) 0xff);

        String sent = client.send(topic, partition(topic), payload, Map.of());

        refused(Status.parseFrom(client.await(sent)), 1100, ErrorCode.IllegalArgument);
        DeadLetters.Letter letter = deadLetters.await(client.place(sent));
        assertThat(letter.error()).startsWith("expected a serialized Milvus message");
        assertThat(letter.head()).isEqualTo(Arrays.copyOf(payload, 4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"definitions", "requests"})
    void aRecordWithoutAValueIsAnsweredAndKept(String topic) throws Exception {
        String empty = client.send(topic, partition(topic), new byte[0], Map.of());
        String none = client.send(topic, partition(topic), null, Map.of());

        for (String sent : new String[] {empty, none}) {
            refused(Status.parseFrom(client.await(sent)), 1100, ErrorCode.IllegalArgument);
            DeadLetters.Letter letter = deadLetters.await(client.place(sent));
            assertThat(letter.error()).startsWith("expected a header `method` or a base.msg_type");
            assertThat(letter.head()).isEmpty();
        }
    }

    @Test
    void anEmptyInsertHasNoCollectionsName() throws Exception {
        String sent = client.send("requests", PARTITION, Method.INSERT, new byte[0]);

        MutationResult result = client.await(sent, Method.INSERT, MutationResult.class);

        refused(result.getStatus(), 1100, ErrorCode.IllegalArgument);
        assertThat(result.getStatus().getReason()).isEqualTo("collection name should not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Delete", "", "milvus.proto.milvus.NoSuchRequest", "\u0000é"})
    void aMethodThatIsNotServedIsNamed(String method) throws Exception {
        String sent =
                client.send(
                        "requests",
                        PARTITION,
                        goodInsert().build().toByteArray(),
                        Map.of("method", method));

        Status status = Status.parseFrom(client.await(sent));

        refused(status, 1100, ErrorCode.IllegalArgument);
        assertThat(status.getReason()).isEqualTo("method `" + method + "` is not served");
        deadLetters.await(client.place(sent));
    }

    @Test
    void aMethodAsLongAsARequestMayBeFillsNoDeadLetter() throws Exception {
        String sent =
                client.send(
                        "requests",
                        PARTITION,
                        new byte[0],
                        Map.of("method", "x".repeat(MAX_REQUEST - 1024)));

        assertThat(deadLetters.await(client.place(sent)).error())
                .startsWith("method `xxx")
                .hasSizeLessThan(2_000);
        refused(Status.parseFrom(client.await(sent)), 1100, ErrorCode.IllegalArgument);
    }

    @Test
    void theWrongTopicIsToldTheRightOne() throws Exception {
        String insert =
                client.send("definitions", 0, Method.INSERT, goodInsert().build().toByteArray());
        String create =
                client.send(
                        "requests",
                        PARTITION,
                        Method.CREATE_COLLECTION,
                        Requests.create("elsewhere", 1).toByteArray());

        Status inserted = client.await(insert, Method.INSERT, MutationResult.class).getStatus();
        refused(inserted, 1100, ErrorCode.IllegalArgument);
        assertThat(inserted.getReason())
                .isEqualTo("Insert belongs into topic requests, found it in definitions");
        Status created = client.await(create, Method.CREATE_COLLECTION, Status.class);
        refused(created, 1100, ErrorCode.IllegalArgument);
        assertThat(created.getReason())
                .isEqualTo("CreateCollection belongs into topic definitions, found it in requests");
        assertThat(has("elsewhere")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "2147483647", "-1", "-2147483648", "not a number", ""})
    void anAnswerToNowhereIsADeadLetterOfARequestThatWasExecuted(String replyTo) throws Exception {
        String name = "for_nobody_" + Integer.toUnsignedString(replyTo.hashCode());

        String sent =
                client.send(
                        "definitions",
                        0,
                        Requests.create(name, 1).toByteArray(),
                        Map.of("method", Method.CREATE_COLLECTION.fullName(), "reply-to", replyTo));

        DeadLetters.Letter letter = deadLetters.await(client.place(sent));
        assertThat(letter.error())
                .startsWith(
                        "the answer to CreateCollection is undeliverable: reply-to must name one of"
                                + " the 4 partitions of responses, found ");
        assertThat(Status.parseFrom(letter.head()).getCode()).isZero();
        assertThat(has(name)).isTrue();
    }

    @Test
    void aCorrelationLongerThanIsEchoedIsADeadLetterOfARequestThatWasExecuted() throws Exception {
        InsertRequest rows = goodInsert().build();

        String longest = "l".repeat(4096);
        client.send(
                "requests",
                PARTITION,
                rows.toByteArray(),
                Map.of("method", "Insert", "correlation", longest));
        String tooLong =
                client.send(
                        "requests",
                        PARTITION,
                        rows.toByteArray(),
                        Map.of("method", "Insert", "correlation", "l".repeat(100_000)));

        assertThat(client.await(longest, Method.INSERT, MutationResult.class).getInsertCnt())
                .isEqualTo(3);
        DeadLetters.Letter letter = deadLetters.await(client.place(tooLong));
        assertThat(letter.error())
                .endsWith("correlation must have at most 4096 bytes, found 100000");
        assertThat(MutationResult.parseFrom(letter.head()).getInsertCnt()).isEqualTo(3);
    }

    @Test
    void columnsThatContradictTheirRequestAreRefused() throws Exception {
        InsertRequest.Builder shorter = goodInsert();
        shorter.getFieldsDataBuilder(0)
                .getScalarsBuilder()
                .setLongData(LongArray.newBuilder().addData(1));
        InsertRequest.Builder dim = goodInsert();
        dim.getFieldsDataBuilder(1).getVectorsBuilder().setDim(Requests.DIM + 1);
        InsertRequest.Builder nan = goodInsert();
        nan.getFieldsDataBuilder(1)
                .getVectorsBuilder()
                .getFloatVectorBuilder()
                .setData(5, Float.NaN);
        InsertRequest.Builder missing = goodInsert().removeFieldsData(0);
        InsertRequest.Builder twice = goodInsert().addFieldsData(goodInsert().getFieldsData(0));

        for (InsertRequest.Builder bad :
                new InsertRequest.Builder[] {shorter, dim, nan, missing, twice}) {
            MutationResult result = insert(bad.build());
            refused(result.getStatus(), 1100, ErrorCode.IllegalArgument);
            assertThat(result.getInsertCnt()).isEqualTo(3);
            assertThat(result.getErrIndexList()).containsExactly(0, 1, 2);
        }
    }

    @Test
    void aLieAboutTheNumberOfRowsReservesNothing() throws Exception {
        long before = insert(goodInsert().build()).getTimestamp();

        // The protocol's uint32 is a Java int: −1 is 2^32 − 1.
        MutationResult most = insert(goodInsert().setNumRows(-1).build());
        MutationResult none = insert(goodInsert().setNumRows(0).build());
        MutationResult more = insert(goodInsert().setNumRows(1_000_000).build());

        refused(most.getStatus(), 1102, ErrorCode.IllegalArgument);
        assertThat(most.getStatus().getReason())
                .isEqualTo("num_rows is 4294967295, one insert may hold at most 1000000 rows");
        assertThat(most.getErrIndexCount()).isZero();
        refused(none.getStatus(), 1100, ErrorCode.IllegalArgument);
        refused(more.getStatus(), 1100, ErrorCode.IllegalArgument);
        assertThat(insert(goodInsert().build()).getTimestamp()).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "größe", "1st", "semi;colon", "日本", "a-b", "\u0000"})
    void oddNamesAreRefusedEverywhere(String name) throws Exception {
        refusedName(name, "Invalid collection name: ");
    }

    @Test
    void namesTooLongOrEmptyAreRefusedEverywhere() throws Exception {
        refusedName("a".repeat(300), "Invalid collection name: aaa");
        refusedName("", "collection name should not be empty");
    }

    private void refusedName(String name, String reason) throws Exception {
        Status created =
                client.call(Method.CREATE_COLLECTION, Requests.create(name, 1), Status.class);
        Status asked =
                client.call(
                                Method.HAS_COLLECTION,
                                HasCollectionRequest.newBuilder().setCollectionName(name).build(),
                                BoolResponse.class)
                        .getStatus();
        Status inserted = insert(goodInsert().setCollectionName(name).build()).getStatus();
        for (Status status : new Status[] {created, asked, inserted}) {
            refused(status, 1100, ErrorCode.IllegalArgument);
            assertThat(status.getReason()).startsWith(reason);
        }
    }

    @Test
    void anAnswerOverTheLimitIsATypedErrorAndSoSmall() throws Exception {
        CreateCollectionRequest.Builder wide = Requests.create("wide", 1).toBuilder();
        for (int i = 0; i < 5_500; i++) {
            wide.addProperties(KeyValuePair.newBuilder().setKey("p" + i));
        }
        assertThat(client.call(Method.CREATE_COLLECTION, wide.build(), Status.class).getReason())
                .isEmpty();

        // As bytes it is half of the limit, as indented JSON more than the whole.
        DescribeCollectionRequest describe =
                DescribeCollectionRequest.newBuilder().setCollectionName("wide").build();
        DescribeCollectionResponse bytes =
                client.call(Method.DESCRIBE_COLLECTION, describe, DescribeCollectionResponse.class);
        assertThat(bytes.getPropertiesCount()).isEqualTo(5_500);
        String json =
                json("definitions", 0, "DescribeCollection", "{\"collection_name\": \"wide\"}");
        assertThat(json)
                .hasSizeLessThan(1_000)
                .contains("\"code\": 1102", "IllegalArgument", "ask for less at a time");
    }

    @Test
    void aDefinitionOverTheMessageLimitChangesNothing() throws Exception {
        CreateCollectionRequest.Builder create = Requests.create("described", 2).toBuilder();
        create.setSchema(
                CollectionSchema.parseFrom(create.getSchema()).toBuilder()
                        .setDescription("d".repeat(70_000))
                        .build()
                        .toByteString());

        Status status = client.call(Method.CREATE_COLLECTION, create.build(), Status.class);

        refused(status, 1102, ErrorCode.IllegalArgument);
        assertThat(status.getReason()).startsWith("a definition must fit into one message");
        assertThat(has("described")).isFalse();
        assertThat(names().getCollectionNamesList()).doesNotContain("described").contains("good");
    }

    @Test
    void aRequestAtTheLimitIsTakenAndOneByteMoreIsRefused() throws Exception {
        InsertRequest rows = goodInsert().build();

        assertThat(insert(padded(rows, MAX_REQUEST)).getInsertCnt()).isEqualTo(3);
        String larger =
                client.send(
                        "requests",
                        PARTITION,
                        Method.INSERT,
                        padded(rows, MAX_REQUEST + 1).toByteArray());

        // What it asked for was not looked at any more.
        Status status = Status.parseFrom(client.await(larger));
        refused(status, 1102, ErrorCode.IllegalArgument);
        assertThat(status.getReason())
                .isEqualTo("a request must have at most 131072 bytes, found 131073");
        assertThat(deadLetters.await(client.place(larger)).head()).hasSize(4096);
    }

    @Test
    void aRequestFarOverTheLimitMeetsTheBrokerOrWhereItIsPackedIngest() throws Exception {
        byte[] zeros = new byte[4 << 20];
        try (TestingClient plain = new TestingClient(cluster.client(), 1)) {
            String sent = plain.send("requests", PARTITION, Method.INSERT, zeros);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> plain.place(sent))
                    .withCauseInstanceOf(RecordTooLargeException.class);
        }
        Properties packing = cluster.client();
        packing.setProperty("compression.type", "gzip");
        try (TestingClient packed = new TestingClient(packing, 2)) {
            String sent = packed.send("requests", PARTITION, Method.INSERT, zeros);
            refused(Status.parseFrom(packed.await(sent)), 1102, ErrorCode.IllegalArgument);
            deadLetters.await(packed.place(sent));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "{",
                "[]",
                "{\"collection_name\": 7, \"no_such_field\": 1}",
                "{\"collection_name\": \"\\ud800\", \"num_rows\": 1e400}"
            })
    void jsonThatIsNoRequestIsAnsweredInJson(String json) throws Exception {
        assertThat(json("requests", PARTITION, "Insert", json))
                .contains("\"code\": 1100", "\"error_code\": \"IllegalArgument\"");
    }

    @Test
    void jsonWithoutAMethodIsAnsweredInJson() throws Exception {
        assertThat(json("definitions", 0, null, "{\"collection_name\": \"good\"}"))
                .contains("\"code\": 1100", "a JSON request needs a header `method`");
    }

    @Test
    void aTickThatCannotBeReadIsADeadLetter() throws Exception {
        for (String topic : new String[] {"definitions", "requests"}) {
            assertThat(json(topic, partition(topic), "TimeTickMsg", "tick")).contains("1100");
        }
    }

    @Test
    void aTokenAnHourAheadIsRefusedAndMovesNothing() throws Exception {
        MutationResult before = insert(goodInsert().build());
        long hourLater = before.getTimestamp() + (3_600_000L << HybridTimestamp.LOGICAL_BITS);

        MutationResult refused =
                insert(goodInsert().setBase(MsgBase.newBuilder().setTimestamp(hourLater)).build());

        refused(refused.getStatus(), 1100, ErrorCode.IllegalArgument);
        assertThat(refused.getStatus().getReason())
                .startsWith("base.timestamp must lie at most 500 ms ahead of the log, found 3");
        assertThat(insert(goodInsert().build()).getTimestamp())
                .isBetween(before.getTimestamp() + 1, hourLater);
    }

    @ParameterizedTest
    @ValueSource(strings = {"definitions", "requests"})
    void aTickWithACrazyTimeIsClampedAndTimeGoesOn(String topic) throws Exception {
        for (long crazy : new long[] {-1, Long.MAX_VALUE, 0}) {
            Msg.TimeTickMsg tick =
                    Msg.TimeTickMsg.newBuilder()
                            .setBase(
                                    MsgBase.newBuilder()
                                            .setMsgType(MsgType.TimeTick)
                                            .setTimestamp(crazy))
                            .build();
            client.send(topic, partition(topic), Method.TIME_TICK, tick.toByteArray());
        }

        String sent =
                client.send(
                        topic,
                        partition(topic),
                        Method.ALLOC_TIMESTAMP,
                        AllocTimestampRequest.getDefaultInstance().toByteArray());
        AllocTimestampResponse alloc =
                client.await(sent, Method.ALLOC_TIMESTAMP, AllocTimestampResponse.class);

        // Each of the two far ones may raise the reference by max-drift, the clock by a little more
        long aheadMs =
                HybridTimestamp.physicalMs(alloc.getTimestamp()) - client.place(sent).timestamp();
        assertThat(aheadMs).isBetween(0L, 3 * 500L + 500);
    }

    private InsertRequest.Builder goodInsert() {
        InsertRequest rows = Requests.insert("good", nextKey, 3, random);
        nextKey += 3;
        return rows.toBuilder();
    }

    private MutationResult insert(InsertRequest request) throws Exception {
        String sent = client.send("requests", PARTITION, Method.INSERT, request.toByteArray());
        return client.await(sent, Method.INSERT, MutationResult.class);
    }

    private boolean has(String name) throws Exception {
        Message request = HasCollectionRequest.newBuilder().setCollectionName(name).build();
        return client.call(Method.HAS_COLLECTION, request, BoolResponse.class).getValue();
    }

    private ShowCollectionsResponse names() throws Exception {
        return client.call(
                Method.SHOW_COLLECTIONS,
                ShowCollectionsRequest.getDefaultInstance(),
                ShowCollectionsResponse.class);
    }

    /** Sends text as JSON, waits for its answer; what is refused at ingest is a dead letter too. */
    private String json(String topic, int partition, String method, String json) throws Exception {
        Map<String, String> headers =
                method == null
                        ? Map.of("content-type", "application/json")
                        : Map.of("content-type", "application/json", "method", method);
        String sent = client.send(topic, partition, json.getBytes(StandardCharsets.UTF_8), headers);
        return new String(client.await(sent), StandardCharsets.UTF_8);
    }

    private static InsertRequest padded(InsertRequest rows, int bytes) {
        int padding = bytes - rows.getSerializedSize() - 5;
        InsertRequest padded = pad(rows, padding);
        // The length of the padding takes one to three bytes more.
        return pad(rows, padding + bytes - padded.getSerializedSize());
    }

    private static InsertRequest pad(InsertRequest rows, int padding) {
        UnknownFieldSet.Field field =
                UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFrom(new byte[padding]))
                        .build();
        return rows.toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(1000, field).build())
                .build();
    }

    private static int partition(String topic) {
        return topic.equals("definitions") ? 0 : PARTITION;
    }

    private static void refused(Status status, int code, ErrorCode legacyCode) {
        assertThat(status.getCode()).as(status.getReason()).isEqualTo(code);
        assertThat(status.getErrorCode()).isEqualTo(legacyCode);
        assertThat(status.getReason()).isNotBlank();
    }
}
