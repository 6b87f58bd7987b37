package io.tidemark.jobs;

import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.connectors.grpc.GatewayTopics;
import io.tidemark.connectors.kafka.ClusterTopic;
import io.tidemark.proto.ClusterSettings;
import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Puts a Milvus gateway before a cluster. */
public final class ClusterGateway {

    private ClusterGateway() {}

    /**
     * Starts one; the cluster's own settings say how many partitions and how large requests are.
     *
     * @param client properties of Kafka clients
     * @throws IOException where the port is taken or a file cannot be read
     * @throws IllegalArgumentException with a sentence where the options contradict one another
     * @throws KafkaException with a sentence where Kafka is away or no job was ever started there
     */
    public static Gateway start(GatewayOptions options, Properties client, Topics topics)
            throws IOException, InterruptedException {
        ClusterSettings settings = settings(client, topics);
        return Gateway.start(
                options,
                client,
                new GatewayTopics(
                        topics.definitions(),
                        topics.requests(),
                        settings.getRequestPartitions(),
                        topics.responses()),
                settings.getMaxRequestBytes());
    }

    private static ClusterSettings settings(Properties client, Topics topics) {
        Properties reading = new Properties();
        reading.putAll(client);
        reading.setProperty("allow.auto.create.topics", "false");
        try {
            return new ClusterTopic(topics.cluster(), reading)
                    .read()
                    .orElseThrow(() -> neverStarted(topics, null));
        } catch (TimeoutException e) {
            throw neverStarted(topics, e);
        }
    }

    private static KafkaException neverStarted(Topics topics, TimeoutException cause) {
        return new KafkaException(
                "Kafka does not answer, or its topic '"
                        + topics.cluster()
                        + "' is missing or empty: a gateway needs a cluster whose job was started"
                        + " once ('tidemark up' for a local one)",
                cause);
    }
}
