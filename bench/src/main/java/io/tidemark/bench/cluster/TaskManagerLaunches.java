package io.tidemark.bench.cluster;

import io.tidemark.jobs.local.LoopbackPort;
import java.io.IOException;

/**
 * How a TaskManager is started: under another address each time, as where a supervisor gives it
 * another host. One that came back under the address of its predecessor while the JobManager still
 * sent to that could not reach the JobManager for five minutes, and ended.
 */
final class TaskManagerLaunches implements ClusterProcess.Launches {

    private final FlinkLaunches flink;
    private final String name;
    private int rpcPort;

    TaskManagerLaunches(FlinkLaunches flink, String name) {
        this.flink = flink;
        this.name = name;
    }

    @Override
    public Launch next() throws IOException {
        rpcPort = LoopbackPort.free("A TaskManager", 0);
        return flink.taskManager(name, rpcPort);
    }

    /** Its own, so that Flink's word for it tells which process it is; 0 before its first start. */
    int rpcPort() {
        return rpcPort;
    }
}
