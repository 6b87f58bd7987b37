package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BridgeTest {

    private static final byte[] YES =
            BoolResponse.newBuilder().setValue(true).build().toByteArray();
    private static final byte[] BOOKS =
            HasCollectionRequest.newBuilder().setCollectionName("books").build().toByteArray();

    private final TestingRequestLog log = new TestingRequestLog();
    private final GatewayCounters counters = new GatewayCounters();
    private final Bridge bridge = bridge(2, 10_000);
    private final ClientSession session = new ClientSession(3);
    private final TestingReply reply = new TestingReply();

    @Test
    void usageExample() throws Exception {
        Bridge.Call call = has("lab", reply);
        assertThat(log.entry(0).method()).isEqualTo(Method.HAS_COLLECTION);
        assertThat(HasCollectionRequest.parseFrom(log.entry(0).payload()).getDbName())
                .isEqualTo("lab");

        bridge.answered(log.answer(0, YES, 100));
        call.over(false);

        assertThat(reply.only()).isSameAs(YES);
        assertThat(bridge.underWay()).isZero();
        assertThat(counters.answered()).isEqualTo(1);
    }

    @Test
    void allRequestsOfAConnectionGoThroughOnePartition() {
        insert("books");
        insert("maps");

        assertThat(log.entry(0).partition()).isEqualTo(3);
        assertThat(log.entry(1).partition()).isEqualTo(3);
    }

    @Test
    void whatAnAnswerToldIsTheTokenOfTheNextRequestAboutThatDatabase() throws Exception {
        has("lab", reply);
        bridge.answered(log.answer(0, YES, 100));

        has("lab", new TestingReply());

        assertThat(token(0)).isZero();
        assertThat(token(1)).isEqualTo(100);
    }

    @Test
    void anotherDatabaseHasItsOwnToken() throws Exception {
        has("lab", reply);
        bridge.answered(log.answer(0, YES, 100));
        has("", new TestingReply());

        assertThat(token(1)).isZero();
    }

    @Test
    void aRepeatedAnswerIsIgnored() {
        has("", reply);
        bridge.answered(log.answer(0, YES, 100));
        bridge.answered(log.answer(0, YES, 100));

        assertThat(reply.only()).isSameAs(YES);
        assertThat(counters.repeatedAnswers()).isEqualTo(1);
    }

    @Test
    void anAnswerOfAFormerLifeIsNobodys() {
        has("", reply);
        byte[] former = new Correlations(new UUID(0, 0)).of(0);

        bridge.answered(new ReceivedAnswer(former, "m", 1, false, YES));
        bridge.answered(new ReceivedAnswer(new byte[0], "m", 1, false, YES));

        assertThat(reply.none()).isTrue();
        assertThat(counters.unknownAnswers()).isEqualTo(2);
    }

    @Test
    void aCallGivenUpIsForgotten() {
        Bridge.Call call = has("", reply);
        call.over(true);
        bridge.answered(log.answer(0, YES, 100));

        assertThat(reply.none()).isTrue();
        assertThat(counters.cancelled()).isEqualTo(1);
        assertThat(counters.repeatedAnswers()).isEqualTo(1);
        assertThat(bridge.underWay()).isZero();
    }

    @Test
    void whatIsNotServedIsToldAtOnce() throws Exception {
        bridge.call(TestingRpc.target("Search"), new byte[0], session, "", reply);

        io.milvus.grpc.SearchResults results = io.milvus.grpc.SearchResults.parseFrom(reply.only());
        assertThat(results.getStatus().getCode()).isEqualTo(10);
        assertThat(results.getStatus().getReason()).startsWith("Search is not served yet");
        assertThat(log.size()).isZero();
    }

    @Test
    void aResponseWithoutAStatusFailsAsGrpcDoes() {
        bridge.call(TestingRpc.target("Dummy"), new byte[0], session, "", reply);

        assertThat(reply.failure().getCode()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(reply.failure().getDescription()).startsWith("Dummy is not served yet");
    }

    @Test
    void theJobsBareStatusIsPutWhereTheClientLooks() throws Exception {
        Refusal refusal = new Refusal(ErrorKind.INVALID_PARAMETER, "the job is older");
        has("", reply);
        byte[] correlation = log.entry(0).correlation();

        bridge.answered(
                new ReceivedAnswer(correlation, "", 1, false, refusal.status().toByteArray()));

        assertThat(reply.status()).isEqualTo(refusal.status());
    }

    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void tooManyCallsAreToldToComeAgain() throws Exception {
        has("", new TestingReply());
        has("", new TestingReply());
        has("", reply);

        assertThat(reply.status().getCode()).isEqualTo(8);
        assertThat(reply.status().getErrorCodeValue()).isEqualTo(49);
        assertThat(reply.status().getRetriable()).isTrue();
        assertThat(log.size()).isEqualTo(2);
    }

    /** A client that does not read its answers is bounded like one that waits for them. */
    @Test
    void anAnswerNotYetReadIsStillUnderWay() throws Exception {
        has("", new TestingReply());
        has("", new TestingReply());
        bridge.answered(log.answer(0, YES, 1));
        bridge.answered(log.answer(1, YES, 1));
        has("", reply);

        assertThat(reply.status().getCode()).isEqualTo(8);
    }

    @Test
    void aRequestThatTheLogWouldNotTakeIsToldSo() throws Exception {
        byte[] large =
                HasCollectionRequest.newBuilder()
                        .setCollectionName("x".repeat(1_000))
                        .build()
                        .toByteArray();
        bridge.call(TestingRpc.target("HasCollection"), large, session, "", reply);

        assertThat(reply.status().getCode()).isEqualTo(1102);
        assertThat(reply.status().getReason()).contains("at most 1000 bytes");
    }

    @Test
    void aMalformedRequestIsToldSo() throws Exception {
        bridge.call(TestingRpc.target("HasCollection"), new byte[] {10, 99, 1}, session, "", reply);

        assertThat(reply.status().getCode()).isEqualTo(1100);
        assertThat(reply.status().getReason()).startsWith("expected a serialized HasCollection");
    }

    @Test
    void aFailedWriteMayBeTriedAgain() throws Exception {
        has("", reply);
        log.fail(0, new IOException("no broker"));

        assertThat(reply.status().getCode()).isEqualTo(1);
        assertThat(reply.status().getRetriable()).isTrue();
        assertThat(reply.status().getReason()).endsWith("no broker");
        assertThat(counters.failed()).isEqualTo(1);
    }

    @Test
    void anAnswerThatDoesNotComeIsWaitedForNoLonger() throws Exception {
        has("", reply);
        for (int look = 0; look < WaitingCalls.LOOKS; look++) {
            bridge.expire();
        }
        assertThat(reply.none()).isTrue();

        bridge.expire();

        assertThat(reply.status().getReason()).startsWith("no answer within 60 s");
        assertThat(reply.status().getRetriable()).isTrue();
        assertThat(counters.expired()).isEqualTo(1);
    }

    @Test
    void aStopEndsEveryCall() throws Exception {
        TestingReply late = new TestingReply();
        has("", reply);
        bridge.stop();
        has("", late);
        bridge.abandon("the gateway stops");

        assertThat(reply.status().getReason()).isEqualTo("the gateway stops");
        assertThat(reply.status().getRetriable()).isTrue();
        assertThat(late.status().getRetriable()).isTrue();
        assertThat(log.size()).isEqualTo(1);
    }

    private Bridge.Call has(String database, Reply to) {
        return bridge.call(TestingRpc.target("HasCollection"), BOOKS, session, database, to);
    }

    private void insert(String collection) {
        byte[] request =
                InsertRequest.newBuilder().setCollectionName(collection).build().toByteArray();
        bridge.call(TestingRpc.target("Insert"), request, session, "", new TestingReply());
    }

    private long token(int index) throws Exception {
        return HasCollectionRequest.parseFrom(log.entry(index).payload()).getBase().getTimestamp();
    }

    private Bridge bridge(int maxCalls, long maxBytes) {
        return new Bridge(
                log,
                new Correlations(new UUID(1, 2)),
                new Bridge.Limits(maxCalls, maxBytes, 1_000, Duration.ofSeconds(60)),
                counters);
    }
}
