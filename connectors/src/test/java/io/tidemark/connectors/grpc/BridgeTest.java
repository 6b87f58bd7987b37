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
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
        WaitingCall call = has("lab", reply);
        assertThat(log.entry(0).method()).isEqualTo(Method.HAS_COLLECTION);
        assertThat(HasCollectionRequest.parseFrom(log.entry(0).payload()).getDbName())
                .isEqualTo("lab");

        bridge.answered(log.answer(0, YES, 100));
        bridge.over(call, false);

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
        WaitingCall call = has("", reply);
        bridge.over(call, true);
        bridge.answered(log.answer(0, YES, 100));

        assertThat(reply.none()).isTrue();
        assertThat(counters.cancelled()).isEqualTo(1);
        assertThat(counters.repeatedAnswers()).isEqualTo(1);
        assertThat(bridge.underWay()).isZero();
    }

    @Test
    void whatIsNotServedIsToldAtOnce() throws Exception {
        call("Search", new byte[0], "", reply);

        io.milvus.grpc.SearchResults results = io.milvus.grpc.SearchResults.parseFrom(reply.only());
        assertThat(results.getStatus().getCode()).isEqualTo(10);
        assertThat(results.getStatus().getReason()).startsWith("Search is not served yet");
        assertThat(log.size()).isZero();
    }

    @Test
    void aResponseWithoutAStatusFailsAsGrpcDoes() {
        call("Dummy", new byte[0], "", reply);

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
        call("HasCollection", large, "", reply);

        assertThat(reply.status().getCode()).isEqualTo(1102);
        assertThat(reply.status().getReason()).contains("at most 1000 bytes");
    }

    @Test
    void aRequestOfExactlyTheLimitIsTakenAsItIs() {
        byte[] largest =
                HasCollectionRequest.newBuilder()
                        .setCollectionName("x".repeat(997))
                        .build()
                        .toByteArray();
        assertThat(largest).hasSize(1_000);

        call("HasCollection", largest, "", reply);

        assertThat(log.entry(0).payload()).isEqualTo(largest);
    }

    @Test
    void aMalformedRequestIsToldSo() throws Exception {
        call("HasCollection", new byte[] {10, 99, 1}, "", reply);

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

        assertThat(reply.status().getReason()).startsWith("the gateway stops: ");
        assertThat(reply.status().getRetriable()).isTrue();
        assertThat(late.status().getRetriable()).isTrue();
        assertThat(log.size()).isEqualTo(1);
    }

    /** Be it shorter or longer than the gateway's time. */
    @Test
    void aClientsOwnDeadlineIsTheOneThatCounts() {
        WaitingCall call = begin("HasCollection", new Caller(session, "", true, reply));
        TestingRpc.request(bridge, call, BOOKS);

        expire();

        assertThat(reply.none()).isTrue();
        bridge.answered(log.answer(0, YES, 100));
        assertThat(reply.only()).isSameAs(YES);
    }

    @Test
    void onlyWhatWasAcknowledgedIsSaidToBeInTheLog() throws Exception {
        TestingReply logged = new TestingReply();
        has("", reply);
        has("", logged);
        log.acknowledge(1);

        expire();

        assertThat(reply.status().getReason()).contains("the request may be in the log");
        assertThat(logged.status().getReason()).contains("the request is in the log and will be");
    }

    @Test
    void aStopSaysNoMoreThanIsKnown() throws Exception {
        TestingReply logged = new TestingReply();
        has("", reply);
        has("", logged);
        log.acknowledge(1);

        bridge.abandon("the gateway stops");

        assertThat(reply.status().getReason())
                .isEqualTo(
                        "the gateway stops: the request may be in the log, and is then executed;"
                                + " try again");
        assertThat(logged.status().getReason())
                .startsWith("the gateway stops: the request is in the log and will be executed");
    }

    @Test
    void aCallThatCannotBeToldLeavesNoOtherUntold() throws Exception {
        TestingReply other = new TestingReply();
        WaitingCall broken = has("", new TestingBrokenReply());
        WaitingCall whole = has("", reply);
        expire();
        bridge.over(broken, false);
        bridge.over(whole, false);
        has("", new TestingBrokenReply());
        has("", other);
        bridge.abandon("the gateway stops");

        assertThat(reply.status().getReason()).startsWith("no answer within");
        assertThat(other.status().getReason()).startsWith("the gateway stops");
    }

    @Test
    void aRequestIsHeldFromItsFirstByte() {
        WaitingCall call = begin("HasCollection", new Caller(session, "", false, reply));

        assertThat(bridge.arrived(call, 700)).isTrue();

        assertThat(bridge.bytesUnderWay()).isEqualTo(700 + Admission.OVERHEAD_BYTES);
        bridge.over(call, true);
        assertThat(bridge.bytesUnderWay()).isZero();
    }

    @Test
    void aRequestForWhichThereIsNoMoreRoomIsRefusedBeforeItIsWhole() throws Exception {
        WaitingCall other = begin("Insert", new Caller(session, "", false, new TestingReply()));
        WaitingCall call = begin("HasCollection", new Caller(session, "", false, reply));
        assertThat(bridge.arrived(other, 900)).isTrue();

        assertThat(bridge.arrived(call, 9_000)).isFalse();

        assertThat(reply.status().getCode()).isEqualTo(8);
        assertThat(bridge.waits(call)).isFalse();
        assertThat(bridge.bytesUnderWay()).isEqualTo(900 + 2 * Admission.OVERHEAD_BYTES);
    }

    /** As one that grows while it is decompressed: what nobody counts any more is not kept. */
    @Test
    void aRequestThatIsRefusedWhileItIsReadIsNotKept() throws Exception {
        WaitingCall other = begin("Insert", new Caller(session, "", false, new TestingReply()));
        WaitingCall call = begin("HasCollection", new Caller(session, "", false, reply));
        bridge.arrived(other, 900);
        InputStream growing =
                new FilterInputStream(new ByteArrayInputStream(BOOKS)) {
                    @Override
                    public byte[] readAllBytes() throws IOException {
                        bridge.arrived(call, 9_000);
                        return in.readAllBytes();
                    }
                };

        assertThat(bridge.read(call, growing)).isEmpty();

        assertThat(reply.status().getCode()).isEqualTo(8);
    }

    @Test
    void aRequestThatNeverComesWholeIsWaitedForNoLonger() throws Exception {
        WaitingCall call = begin("HasCollection", new Caller(session, "", false, reply));
        bridge.arrived(call, 700);

        expire();

        assertThat(reply.status().getReason()).startsWith("the request did not come whole");
        assertThat(bridge.bytesUnderWay()).isEqualTo(Admission.OVERHEAD_BYTES);
        TestingRpc.request(bridge, call, BOOKS);
        assertThat(log.size()).isZero();
    }

    @Test
    void anAnswerIsHeldInPlaceOfItsRequestUntilItIsRead() {
        WaitingCall call = has("", reply);
        bridge.answered(log.answer(0, new byte[3_000], 1));

        assertThat(bridge.bytesUnderWay()).isEqualTo(3_000 + Admission.OVERHEAD_BYTES);
        bridge.over(call, false);
        assertThat(bridge.bytesUnderWay()).isZero();
    }

    private WaitingCall has(String database, Reply to) {
        return call("HasCollection", BOOKS, database, to);
    }

    private WaitingCall call(String rpc, byte[] request, String database, Reply to) {
        WaitingCall call = begin(rpc, new Caller(session, database, false, to));
        if (bridge.waits(call)) {
            TestingRpc.request(bridge, call, request);
        }
        return call;
    }

    private WaitingCall begin(String rpc, Caller caller) {
        return bridge.begin(TestingRpc.target(rpc), caller);
    }

    private void expire() {
        for (int look = 0; look <= WaitingCalls.LOOKS; look++) {
            bridge.expire();
        }
    }

    private void insert(String collection) {
        byte[] request =
                InsertRequest.newBuilder().setCollectionName(collection).build().toByteArray();
        call("Insert", request, "", new TestingReply());
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
