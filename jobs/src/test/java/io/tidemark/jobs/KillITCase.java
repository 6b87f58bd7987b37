package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task manager dies in the middle of a load: repeats in the topic, none for a reader. */
class KillITCase {

    private static final int REQUESTS = 1000;

    @TempDir private static Path folder;

    @Test
    void whatWasAcknowledgedIsThereOnceThoughTheTopicHoldsRepeats() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder);
                MiniCluster flink = miniCluster()) {
            flink.start();
            StreamExecutionEnvironment env =
                    cluster.environment(
                            Map.of(
                                    "tidemark.create.channels",
                                    "4",
                                    // Checkpoints come when the test asks for one.
                                    "execution.checkpointing.interval",
                                    "1 h"));
            JobGraph job = env.getStreamGraph().getJobGraph();
            flink.submitJob(job).get();
            try (TestingClient client = new TestingClient(cluster.client(), 0)) {
                RequestLog log = new RequestLog(7, 4);
                log.write(client, REQUESTS);
                log.awaitSome(client);
                flink.triggerCheckpoint(job.getJobID()).get();
                // What is answered from here on was written behind the checkpoint.
                log.write(client, REQUESTS);
                log.awaitSome(client);
                flink.terminateTaskManager(0).get();
                flink.startTaskManager();
                log.write(client, REQUESTS);
                List<Long> accepted = log.acceptedKeys(client);

                List<ChannelLog> channels = ChannelLog.awaitTicks(cluster.client(), "dml");
                long tick = ChannelLog.lowestTick(channels);
                assertThat(ChannelLog.repeats(channels))
                        .as("repeats in the raw topic")
                        .isPositive();
                assertThat(ChannelLog.insertedKeys(channels, tick)).isEqualTo(accepted);
            }
            flink.cancelJob(job.getJobID()).get();
        }
    }

    private static MiniCluster miniCluster() {
        Configuration configuration = new Configuration();
        configuration.setString("heartbeat.interval", "200");
        configuration.setString("heartbeat.timeout", "2000");
        // Any: the usual one may be taken by a cluster of this machine.
        configuration.setString("rest.bind-port", "0");
        return new MiniCluster(
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration)
                        // One, so that its death is the death of every task.
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(8)
                        .build());
    }
}
