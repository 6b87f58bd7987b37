package io.tidemark.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.StateCode;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import org.junit.jupiter.api.Test;

class ComponentTest {

    @Test
    void usageExample() {
        Heartbeat heartbeat =
                new Component(Role.PROXY, 3, 4)
                        .says(true, 2_000, TaskSchedulerHeartbeat.newBuilder().setNumDmDone(7));

        assertThat(heartbeat.getComponent().getRole()).isEqualTo("proxy");
        assertThat(heartbeat.getComponent().getNodeID()).isEqualTo(3);
        assertThat(heartbeat.getComponent().getStateCode()).isEqualTo(StateCode.Healthy);
        assertThat(heartbeat.getSiblings()).isEqualTo(4);
        assertThat(heartbeat.getIntervalMs()).isEqualTo(2_000);
        assertThat(heartbeat.getTaskScheduler().getId()).isEqualTo("proxy-3");
        assertThat(heartbeat.getTaskScheduler().getNumDmDone()).isEqualTo(7);
    }

    @Test
    void whatTimeHasNotReachedIsInitializing() {
        Heartbeat silentInput =
                new Component(Role.PROXY, 0, 1).says(false, 1, TaskSchedulerHeartbeat.newBuilder());
        Heartbeat unticked = new Component(Role.TICK_WRITER, 0, 1).says(0, 1);
        Heartbeat ticked = new Component(Role.TICK_WRITER, 0, 1).says(9, 1);

        assertThat(silentInput.getComponent().getStateCode()).isEqualTo(StateCode.Initializing);
        assertThat(unticked.getComponent().getStateCode()).isEqualTo(StateCode.Initializing);
        assertThat(ticked.getComponent().getStateCode()).isEqualTo(StateCode.Healthy);
        assertThat(ticked.getTimeTick().getId()).isEqualTo("tick-writer-0");
        assertThat(ticked.getTimeTick().getLastTick()).isEqualTo(9);
    }
}
