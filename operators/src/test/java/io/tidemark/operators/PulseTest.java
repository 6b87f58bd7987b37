package io.tidemark.operators;

import static io.tidemark.operators.TestingRequests.changes;
import static io.tidemark.operators.TestingRequests.createCollection;
import static io.tidemark.operators.TestingRequests.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.StateCode;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.TestingLifeSigns;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the proxies of one subtask say that they live; the other operators use the same. */
class PulseTest {

    private final TestingLifeSigns signs = new TestingLifeSigns(2_000);

    @Test
    void usageExample() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(signs)) {
            proxy.take(changes(createCollection(1000, "films", 1)));
            proxy.metaCloses(1050);
            proxy.take(insert(1, 1050, "films", 1));
            proxy.take(insert(1, 1060, "films", 1));
            proxy.take(insert(1, 1061, "films", 1));
            proxy.requestsClose(1060);
            proxy.machineClock(0);
            signs.drain();

            proxy.machineClock(2_000);

            List<Heartbeat> told = signs.drain();
            assertThat(told).hasSize(2);
            assertThat(told.get(0).getComponent().getStateCode()).isEqualTo(StateCode.Healthy);
            assertThat(told.get(0).getSiblings()).isEqualTo(2);
            assertThat(told.get(0).getTaskScheduler())
                    .isEqualTo(
                            TaskSchedulerHeartbeat.newBuilder()
                                    .setId("proxy-0")
                                    .setDmQueueLength(2)
                                    .setNumDmDone(1)
                                    .setLastTimestamp(HybridTimestamp.of(1050, 1, 0))
                                    .build());
            assertThat(told.get(1).getTaskScheduler().getId()).isEqualTo("proxy-1");
        }
    }

    @Test
    void theFirstBeatComesAtOnceAndEachFurtherOneAfterAnInterval() throws Exception {
        try (TestingProxy proxy = TestingProxy.open(signs)) {
            proxy.machineClock(0);
            assertThat(signs.drain())
                    .extracting(heartbeat -> heartbeat.getComponent().getStateCode())
                    .containsExactly(StateCode.Initializing, StateCode.Initializing);
            proxy.machineClock(1_999);
            assertThat(signs.drain()).isEmpty();
            proxy.machineClock(4_000);
            assertThat(signs.drain()).hasSize(4);
            assertThat(proxy.drain()).as("outputs of the log").isEmpty();
        }
        assertThat(signs.open()).isZero();
    }

    @Test
    void withoutAnIntervalNobodyIsTold() throws Exception {
        TestingLifeSigns never = new TestingLifeSigns(0);
        try (TestingProxy proxy = TestingProxy.open(never);
                TestingProxy follower = TestingProxy.open(LifeSigns.NONE)) {
            proxy.machineClock(1_000_000);
            follower.machineClock(1_000_000);
        }
        assertThat(never.drain()).isEmpty();
    }
}
