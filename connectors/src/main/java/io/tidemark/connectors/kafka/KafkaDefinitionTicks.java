package io.tidemark.connectors.kafka;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.tick.DefinitionTicks;
import java.util.Properties;

/**
 * Ticks that proxies write into the topic {@code definitions}.
 *
 * @param topic {@code definitions}
 * @param distanceMs how long after meta's time has advanced a proxy asks for more
 * @param client properties of Kafka clients
 */
public record KafkaDefinitionTicks(String topic, long distanceMs, Properties client)
        implements DefinitionTicks {

    private static final long serialVersionUID = 1L;

    private record Writing(UnwaitingWriter writer) implements Writer {

        @Override
        public void tick(long timeMs) {
            writer.write(TickMessages.body(HybridTimestamp.of(timeMs, 0, 0), 0));
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    @Override
    public Writer open(String task) {
        return new Writing(UnwaitingWriter.open(topic, task, client));
    }
}
