package io.tidemark.connectors.kafka;

import io.tidemark.life.LifeSigns;
import io.tidemark.proto.Heartbeat;
import java.util.Properties;

/**
 * Life signs in a topic.
 *
 * @param topic {@code heartbeats}
 * @param intervalMs how often each component tells; 0 for never
 * @param client properties of Kafka clients
 */
public record KafkaLifeSigns(String topic, long intervalMs, Properties client)
        implements LifeSigns {

    private static final long serialVersionUID = 1L;

    private record Writing(UnwaitingWriter writer) implements Voice {

        @Override
        public void tell(Heartbeat heartbeat) {
            writer.write(heartbeat.toByteArray());
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    @Override
    public Voice open(String task) {
        return intervalMs == 0
                ? NONE.open(task)
                : new Writing(UnwaitingWriter.open(topic, task, client));
    }
}
