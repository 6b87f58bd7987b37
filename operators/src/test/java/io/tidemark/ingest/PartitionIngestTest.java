package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.RootCoordMessages;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import milvus.proto.msg.Msg.TimeTickMsg;
import org.junit.jupiter.api.Test;

class PartitionIngestTest {

    private static final long NOW = 1_700_000_000_000L;

    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setMaxDriftMs(500)
                    .setMaxRows(100)
                    .setDefinitionIdBlock(4096)
                    .setMaxRequestBytes(2000)
                    .build();

    private static final ReplyTo REPLY_TO = new ReplyTo(2, new byte[] {9}, false);
    private static final ReplyTo JSON = new ReplyTo(2, new byte[] {9}, true);

    private final PartitionIngest definitions = ingest(0);
    private final PartitionIngest requests = ingest(3);

    @Test
    void usageExample() {
        Payload payload = Payload.of(insert(10));
        Request request = requests.take(new LogRecord(17, NOW, "Insert", REPLY_TO, payload));

        assertThat(request.partition()).isEqualTo(3);
        assertThat(request.offset()).isEqualTo(17);
        assertThat(request.timestamp()).isEqualTo(HybridTimestamp.of(NOW, 3, 0));
        assertThat(request.firstId()).isEqualTo(3L << 48 | 1);
        assertThat(request.idCount()).isEqualTo(10);
        assertThat(request.method()).isEqualTo(Method.INSERT);
        assertThat(request.payload()).isSameAs(payload);
        assertThat(request.replyTo()).isEqualTo(REPLY_TO);
        assertThat(request.refused()).isFalse();
    }

    @Test
    void eachRequestReservesItsIds() {
        assertThat(requests.take(record("Insert", insert(10))).firstId()).isEqualTo(3L << 48 | 1);
        assertThat(requests.take(record("Insert", insert(5))).firstId()).isEqualTo(3L << 48 | 11);
        assertThat(requests.take(record("Insert", insert(1))).firstId()).isEqualTo(3L << 48 | 16);

        Request create = definitions.take(record("CreateCollection", new byte[0]));
        assertThat(create.firstId()).isEqualTo(1);
        assertThat(create.idCount()).isEqualTo(4096);
        Request drop = definitions.take(record("DropCollection", new byte[0]));
        assertThat(drop.idCount()).isZero();
        Request next = definitions.take(record("CreateCollection", new byte[0]));
        assertThat(next.firstId()).isEqualTo(4097);
    }

    @Test
    void whatMakesSomethingWithAnIdReservesABlock() {
        long expected = 1;
        for (String method :
                List.of(
                        "CreateCollection",
                        "CreatePartition",
                        "CreateDatabase",
                        "CreateAlias",
                        "CreateIndex")) {
            Request request = definitions.take(record(method, new byte[0]));

            assertThat(request.firstId()).as(method).isEqualTo(expected);
            assertThat(request.idCount()).as(method).isEqualTo(4096);
            expected += 4096;
        }
    }

    @Test
    void aNumberOfRowsThatLiesReservesNothing() {
        byte[] tooMany = insert(101);
        byte[] moreThanBytes = InsertRequest.newBuilder().setNumRows(50).build().toByteArray();
        byte[] negative = InsertRequest.newBuilder().setNumRows(-1).build().toByteArray();
        for (byte[] payload : List.of(tooMany, moreThanBytes, negative, new byte[0])) {
            Request request = requests.take(record("Insert", payload));

            assertThat(request.idCount()).isZero();
            assertThat(request.firstId()).isZero();
            // Validation knows the collection and tells the client; this only reserves.
            assertThat(request.refused()).isFalse();
        }
        assertThat(requests.state().nextId()).isEqualTo(1);
    }

    @Test
    void withoutAHeaderTheMessagesOwnTypeTells() {
        byte[] payload =
                CreateCollectionRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateCollection))
                        .build()
                        .toByteArray();

        assertThat(definitions.take(record(null, payload)).method())
                .isEqualTo(Method.CREATE_COLLECTION);
        // A header wins over the base.
        assertThat(definitions.take(record("DropCollection", payload)).method())
                .isEqualTo(Method.DROP_COLLECTION);
    }

    @Test
    void everyNameOfAMethodIsTaken() {
        for (String name :
                List.of(
                        "Insert",
                        "milvus.proto.milvus.InsertRequest",
                        "milvus.proto.milvus.MilvusService/Insert",
                        "/milvus.proto.milvus.MilvusService/Insert")) {
            assertThat(requests.take(record(name, insert(1))).method()).isEqualTo(Method.INSERT);
        }
        assertThat(
                        requests.take(
                                        record(
                                                "milvus.proto.milvus.AllocTimestampRequest",
                                                new byte[0]))
                                .method())
                .isEqualTo(Method.ALLOC_TIMESTAMP);
    }

    @Test
    void aRequestWithoutABaseHasItsOwnFieldsThere() {
        // Ids packed into field 1, whose bytes would be a base from the far future.
        byte[] payload =
                GetFlushStateRequest.newBuilder()
                        .addSegmentIDs(24)
                        .addSegmentIDs((1L << 62) - 1)
                        .build()
                        .toByteArray();
        Request request = definitions.take(record("GetFlushState", payload));

        assertThat(request.refused()).isFalse();
        assertThat(request.timestamp()).isEqualTo(HybridTimestamp.of(NOW, 0, 0));
        assertThat(Method.GET_FLUSH_STATE.hasBase()).isFalse();
        assertThat(Method.FLUSH.hasBase()).isTrue();
    }

    @Test
    void whatCannotBeTakenIsRefusedInWords() {
        assertRefused(
                requests.take(record("Search", new byte[0])),
                ErrorKind.INVALID_PARAMETER,
                "method `Search` is not served");
        assertRefused(
                requests.take(record(null, new byte[0])),
                ErrorKind.INVALID_PARAMETER,
                "expected a header `method` or a base.msg_type that is served, found type 0");
        assertRefused(
                requests.take(record("CreateCollection", new byte[0])),
                ErrorKind.INVALID_PARAMETER,
                "CreateCollection belongs into topic definitions, found it in requests");
        assertRefused(
                definitions.take(record("Insert", insert(1))),
                ErrorKind.INVALID_PARAMETER,
                "Insert belongs into topic requests, found it in definitions");
        assertRefused(
                requests.take(record("Insert", new byte[2001])),
                ErrorKind.TOO_LARGE,
                "a request must have at most 2000 bytes, found 2001");
        Request rubbish = requests.take(record("Insert", new byte[] {10, 99}));
        assertThat(rubbish.refusal().kind()).isEqualTo(ErrorKind.INVALID_PARAMETER);
        assertThat(rubbish.refusal().reason()).startsWith("expected a serialized Milvus message: ");
    }

    @Test
    void theCodesOfRefusalsAreThoseOfMilvus() {
        // pkg/util/merr/errors.go: ParameterInvalid 1100, ParameterTooLarge 1102, RateLimit 8.
        assertThat(ErrorKind.INVALID_PARAMETER.code()).isEqualTo(1100);
        assertThat(ErrorKind.TOO_LARGE.code()).isEqualTo(1102);
        assertThat(ErrorKind.RATE_LIMIT.code()).isEqualTo(8);
    }

    @Test
    void aRefusedRecordTakesNoTimestampAndNoIds() {
        requests.take(record("Insert", insert(1)));
        PartitionIngest.State before = requests.state();

        Request refused =
                requests.take(new LogRecord(5, NOW, "Search", REPLY_TO, Payload.of(new byte[3])));

        assertThat(refused.timestamp()).isEqualTo(requests.last());
        assertThat(refused.offset()).isEqualTo(5);
        assertThat(refused.idCount()).isZero();
        assertThat(refused.payload().size()).isEqualTo(3);
        assertThat(refused.replyTo()).isEqualTo(REPLY_TO);
        assertThat(requests.state()).isEqualTo(before);
    }

    @Test
    void aTokenAheadOfTheLogIsRefusedAndOneWithinTheDriftIsExceeded() {
        requests.take(record("Insert", insert(1)));
        long ahead = HybridTimestamp.of(NOW + 501, 0, 0);
        assertRefused(
                requests.take(record("Insert", withToken(ahead))),
                ErrorKind.INVALID_PARAMETER,
                "base.timestamp must lie at most 500 ms ahead of the log, found 501 ms; pass a"
                        + " timestamp that an answer carried");

        long within = HybridTimestamp.of(NOW + 500, 0, 0);
        Request later = requests.take(record("Insert", withToken(within)));
        assertThat(later.refused()).isFalse();
        assertThat(later.timestamp()).isGreaterThan(within);
        // The highest logical bits of all: only the next millisecond exceeds it.
        long end = HybridTimestamp.endOf(NOW + 500);
        assertThat(requests.take(record("Insert", withToken(end))).timestamp())
                .isEqualTo(HybridTimestamp.of(NOW + 501, 3, 0));
    }

    @Test
    void moreThanTheDriftAllowsIsRateLimited() {
        Request last = null;
        for (int i = 0; i < 501; i++) {
            last = requests.take(allocate(1024));
            assertThat(last.refused()).as("grant %d", i).isFalse();
        }
        assertThat(HybridTimestamp.physicalMs(last.timestamp())).isEqualTo(NOW + 500);

        assertRefused(
                requests.take(allocate(1)),
                ErrorKind.RATE_LIMIT,
                "request rate of this partition is above 1,024 a millisecond; send it again later"
                        + " or to another partition");
    }

    @Test
    void anAllocationGrantsConsecutiveTimestamps() {
        Request first = requests.take(allocate(5));
        Request second = requests.take(allocate(1));
        Request publicClient =
                requests.take(
                        record(
                                "AllocTimestamp",
                                AllocTimestampRequest.getDefaultInstance().toByteArray()));
        Request greedy = requests.take(allocate(5000));

        assertThat(first.idCount()).isEqualTo(5);
        assertThat(second.timestamp()).isEqualTo(first.timestamp() + 5);
        assertThat(publicClient.timestamp()).isEqualTo(second.timestamp() + 1);
        assertThat(publicClient.idCount()).isEqualTo(1);
        assertThat(greedy.idCount()).isEqualTo(1024);
        assertThat(requests.state().nextId()).isEqualTo(1);
    }

    @Test
    void anAllocationIsTakenInEitherTopic() {
        assertThat(definitions.take(allocate(2)).timestamp())
                .isEqualTo(HybridTimestamp.of(NOW, 0, 0));
        assertThat(requests.take(allocate(2)).timestamp()).isEqualTo(HybridTimestamp.of(NOW, 3, 0));
    }

    @Test
    void aTickMovesTheClockAndIsNeverRefused() {
        Request tick = requests.take(tick(NOW, NOW + 10));
        assertThat(tick.method()).isEqualTo(Method.TIME_TICK);
        assertThat(tick.timestamp()).isEqualTo(HybridTimestamp.of(NOW + 10, 3, 0));
        assertThat(tick.replyTo()).isEqualTo(ReplyTo.NONE);

        // Far ahead it is clamped; behind, it still moves the clock by a millisecond.
        Request ahead = requests.take(tick(NOW, NOW + 1_000_000));
        assertThat(HybridTimestamp.physicalMs(ahead.timestamp())).isEqualTo(NOW + 10 + 500);
        Request behind = requests.take(tick(NOW - 5_000, 0));
        assertThat(HybridTimestamp.physicalMs(behind.timestamp())).isEqualTo(NOW + 511);
    }

    @Test
    void jsonBecomesTheMessageItDescribes() throws Exception {
        Request request =
                requests.take(json("Insert", "{\"collection_name\": \"films\", \"num_rows\": 3}"));

        assertThat(request.refused()).isFalse();
        assertThat(InsertRequest.parseFrom(request.payload().toArray()))
                .isEqualTo(
                        InsertRequest.newBuilder()
                                .setCollectionName("films")
                                .setNumRows(3)
                                .build());
        assertThat(request.idCount()).isEqualTo(3);
        assertThat(requests.take(json("AllocTimestamp", "{\"count\": 4}")).idCount()).isEqualTo(4);
    }

    @Test
    void jsonThatIsNoneIsRefusedInWords() {
        assertRefused(
                requests.take(json(null, "{}")),
                ErrorKind.INVALID_PARAMETER,
                "a JSON request needs a header `method`, such as CreateCollection");
        Request unknownField = requests.take(json("Insert", "{\"rows\": 1}"));
        assertThat(unknownField.method()).isEqualTo(Method.INSERT);
        assertThat(unknownField.refusal().kind()).isEqualTo(ErrorKind.INVALID_PARAMETER);
        assertThat(unknownField.refusal().reason()).contains("rows");
        assertThat(requests.take(json("Insert", "[1]")).refused()).isTrue();
        assertThat(requests.take(json("Insert", "{")).refused()).isTrue();
        assertThat(requests.take(json("Insert", "")).refused()).isTrue();
        assertThat(requests.take(json("TimeTickMsg", "no")).refused()).isTrue();
    }

    @Test
    void aRestoreAtAnyRecordStampsTheRestAlike() {
        for (long seed = 0; seed < 8; seed++) {
            List<LogRecord> log = log(new Random(seed), 80);
            List<Request> expected = new ArrayList<>();
            PartitionIngest whole = ingest(7);
            for (LogRecord each : log) {
                expected.add(whole.take(each));
            }
            for (int restart = 0; restart <= log.size(); restart++) {
                PartitionIngest before = ingest(7);
                for (LogRecord each : log.subList(0, restart)) {
                    before.take(each);
                }
                PartitionIngest after = new PartitionIngest(7, SETTINGS, before.state());
                for (int i = restart; i < log.size(); i++) {
                    assertThat(text(after.take(log.get(i))))
                            .as("seed %d, restart before record %d, record %d", seed, restart, i)
                            .isEqualTo(text(expected.get(i)));
                }
                assertThat(after.state()).isEqualTo(whole.state());
            }
        }
    }

    /** Requests, ticks, tokens, rubbish, and a broker's clock that also steps back. */
    private static List<LogRecord> log(Random random, int records) {
        List<LogRecord> log = new ArrayList<>();
        long appendMs = NOW;
        for (int i = 0; i < records; i++) {
            appendMs += random.nextInt(10) == 0 ? -random.nextInt(300) : random.nextInt(3);
            LogRecord made =
                    switch (random.nextInt(7)) {
                        case 0 -> tick(appendMs, appendMs + random.nextInt(1000) - 200);
                        case 1 -> record("Search", new byte[random.nextInt(9)]);
                        case 2 -> json("Insert", "{\"num_rows\": " + random.nextInt(9) + "}");
                        case 3 -> allocate(random.nextInt(2000));
                        case 4 -> {
                            long tokenMs = appendMs + random.nextInt(1200) - 600;
                            yield record("Insert", withToken(HybridTimestamp.endOf(tokenMs)));
                        }
                        default -> record("Insert", insert(1 + random.nextInt(60)));
                    };
            log.add(new LogRecord(i, appendMs, made.method(), made.replyTo(), made.payload()));
        }
        return log;
    }

    private static String text(Request request) {
        return "%d %d %d %d %s %s"
                .formatted(
                        request.offset(),
                        request.timestamp(),
                        request.firstId(),
                        request.idCount(),
                        request.method(),
                        request.refusal());
    }

    private static void assertRefused(Request request, ErrorKind kind, String reason) {
        assertThat(request.refusal()).isEqualTo(new Refusal(kind, reason));
    }

    private static PartitionIngest ingest(int partition) {
        return new PartitionIngest(partition, SETTINGS, PartitionIngest.State.INITIAL);
    }

    private static LogRecord record(String method, byte[] payload) {
        return new LogRecord(0, NOW, method, REPLY_TO, Payload.of(payload));
    }

    private static LogRecord json(String method, String text) {
        return new LogRecord(
                0, NOW, method, JSON, Payload.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static LogRecord allocate(int count) {
        return record(
                "AllocTimestamp",
                RootCoordMessages.AllocTimestampRequest.newBuilder()
                        .setCount(count)
                        .build()
                        .toByteArray());
    }

    private static LogRecord tick(long appendMs, long tickMs) {
        Message tick =
                TimeTickMsg.newBuilder()
                        .setBase(
                                MsgBase.newBuilder()
                                        .setMsgType(MsgType.TimeTick)
                                        .setTimestamp(HybridTimestamp.of(tickMs, 0, 0)))
                        .build();
        return new LogRecord(0, appendMs, null, REPLY_TO, Payload.of(tick.toByteArray()));
    }

    /** An insert with a number of rows, and bytes for each. */
    private static byte[] insert(int rows) {
        return InsertRequest.newBuilder()
                .setCollectionName("c".repeat(rows))
                .setNumRows(rows)
                .build()
                .toByteArray();
    }

    private static byte[] withToken(long token) {
        return InsertRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setTimestamp(token))
                .setNumRows(1)
                .build()
                .toByteArray();
    }
}
