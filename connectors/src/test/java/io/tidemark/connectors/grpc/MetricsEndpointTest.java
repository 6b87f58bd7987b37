package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasCollectionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus is told, asked for as Prometheus does. */
@Timeout(60)
class MetricsEndpointTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final byte[] YES =
            BoolResponse.newBuilder().setValue(true).build().toByteArray();
    private static final byte[] LARGE =
            HasCollectionRequest.newBuilder()
                    .setCollectionName("x".repeat(1_000))
                    .build()
                    .toByteArray();

    private final AtomicLong nanoTime = new AtomicLong();
    private final GatewayCounters counters = new GatewayCounters(nanoTime::get);
    private final TestingRequestLog log = new TestingRequestLog();
    private final Bridge bridge =
            new Bridge(
                    log,
                    new Correlations(new UUID(1, 2)),
                    new Bridge.Limits(2, 10_000, 1_000, Duration.ofSeconds(60)),
                    counters);

    @Test
    void usageExample() throws Exception {
        call("HasCollection");
        nanoTime.addAndGet(Duration.ofMillis(15).toNanos());
        bridge.answered(log.answer(0, YES, 100));
        bridge.answered(log.answer(0, YES, 100));

        assertThat(scrape())
                .contains(
                        "tidemark_gateway_calls_total{outcome=\"answered\",rpc=\"HasCollection\"}"
                                + " 1.0",
                        "tidemark_gateway_call_seconds_bucket{rpc=\"HasCollection\",le=\"0.01\"} 0",
                        "tidemark_gateway_call_seconds_bucket{rpc=\"HasCollection\",le=\"0.02\"} 1",
                        "tidemark_gateway_call_seconds_sum{rpc=\"HasCollection\"} 0.015",
                        "tidemark_gateway_dropped_answers_total{why=\"repeated\"} 1.0",
                        "tidemark_gateway_dropped_answers_total{why=\"unknown\"} 0.0");
    }

    @Test
    void everyWayToEndHasItsOutcome() throws Exception {
        bridge.over(call("Search"), false);
        bridge.over(call("HasCollection", new byte[] {10, 99, 1}), false);
        bridge.over(call("HasCollection", LARGE), false);
        WaitingCall empty = begin("HasCollection");
        bridge.malformed(empty, "expected a request, found none");
        bridge.over(empty, false);
        WaitingCall gone = call("HasCollection");
        call("HasCollection");
        call("HasCollection");
        bridge.over(gone, true);
        log.fail(1, new IOException("no broker"));
        call("HasCollection");
        bridge.stop();
        call("HasCollection");
        bridge.abandon("the gateway stops");

        assertThat(scrape())
                .contains(
                        ended("Search", "not_served", 1),
                        ended("HasCollection", "malformed", 2),
                        ended("HasCollection", "too_large", 1),
                        ended("HasCollection", "rate_limited", 1),
                        ended("HasCollection", "cancelled", 1),
                        ended("HasCollection", "stopping", 1),
                        ended("HasCollection", "failed", 2));
    }

    @Test
    void whatIsUnderWayIsAskedForWhenItIsTold() throws Exception {
        AtomicLong underWay = new AtomicLong();
        counters.tell(GatewayMetrics.CALLS_UNDER_WAY, underWay::get);
        underWay.set(7);

        assertThat(scrape()).contains("tidemark_gateway_calls_under_way 7.0");
    }

    @Test
    void aPortThatIsTakenIsToldWithASentence() throws Exception {
        try (MetricsEndpoint first = MetricsEndpoint.open(ANY_PORT, counters)) {
            InetSocketAddress taken =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());

            assertThatThrownBy(() -> MetricsEndpoint.open(taken, new GatewayCounters()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("metrics cannot be shown on ");
        }
    }

    private WaitingCall call(String rpc) {
        return call(rpc, new byte[0]);
    }

    private WaitingCall call(String rpc, byte[] request) {
        WaitingCall call = begin(rpc);
        if (bridge.waits(call)) {
            TestingRpc.request(bridge, call, request);
        }
        return call;
    }

    private WaitingCall begin(String rpc) {
        Caller caller = new Caller(new ClientSession(0), "", false, new TestingReply());
        return bridge.begin(TestingRpc.target(rpc), caller);
    }

    private static String ended(String rpc, String outcome, int calls) {
        return "tidemark_gateway_calls_total{outcome=\"%s\",rpc=\"%s\"} %d.0"
                .formatted(outcome, rpc, calls);
    }

    private List<String> scrape() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANY_PORT, counters)) {
            URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + "/metrics");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
                    .body()
                    .toList();
        }
    }
}
