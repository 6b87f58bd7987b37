package io.tidemark.connectors.kafka;

import io.tidemark.life.LifeSigns;
import java.util.Properties;

/**
 * Life signs in a topic. Each task has a small producer of its own: life signs must not wait behind
 * the log's messages, nor share their failures.
 *
 * @param topic {@code heartbeats}
 * @param intervalMs how often each component tells; 0 for never
 * @param client properties of Kafka clients
 */
public record KafkaLifeSigns(String topic, long intervalMs, Properties client)
        implements LifeSigns {

    private static final long serialVersionUID = 1L;

    @Override
    public Voice open(String task) {
        return intervalMs == 0
                ? NONE.open(task)
                : new HeartbeatWriter(
                        topic, HeartbeatWriter.producer(client, HeartbeatWriter.clientId(task)));
    }
}
