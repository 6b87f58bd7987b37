package io.tidemark.life;

import io.milvus.grpc.ComponentInfo;
import io.milvus.grpc.StateCode;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import io.tidemark.proto.TimeTickHeartbeat;

/**
 * One that lives.
 *
 * @param index its number among those of its role, from 0
 * @param siblings how many of its role there are
 */
public record Component(Role role, int index, int siblings) {

    /** Its name: role and number. */
    public String id() {
        return role.text() + "-" + index;
    }

    /**
     * A scheduler's heartbeat.
     *
     * @param ready whether time has reached it yet
     * @param scheduler what it says of itself; its id is put in here
     */
    public Heartbeat says(
            boolean ready, long intervalMs, TaskSchedulerHeartbeat.Builder scheduler) {
        return heartbeat(ready, intervalMs).setTaskScheduler(scheduler.setId(id())).build();
    }

    /**
     * The heartbeat of one that ticks.
     *
     * @param lastTick hybrid timestamp; 0 for none yet
     */
    public Heartbeat says(long lastTick, long intervalMs) {
        return heartbeat(lastTick != 0, intervalMs)
                .setTimeTick(TimeTickHeartbeat.newBuilder().setId(id()).setLastTick(lastTick))
                .build();
    }

    private Heartbeat.Builder heartbeat(boolean ready, long intervalMs) {
        return Heartbeat.newBuilder()
                .setComponent(
                        ComponentInfo.newBuilder()
                                .setNodeID(index)
                                .setRole(role.text())
                                .setStateCode(ready ? StateCode.Healthy : StateCode.Initializing))
                .setSiblings(siblings)
                .setIntervalMs(intervalMs);
    }
}
