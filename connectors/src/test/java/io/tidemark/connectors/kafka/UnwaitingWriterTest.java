package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import io.tidemark.proto.Heartbeat;
import io.tidemark.tick.DefinitionTicks;
import java.util.Properties;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UnwaitingWriterTest {

    private static final byte[] VALUE = {1, 2, 3};

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(
                    Cluster.empty(),
                    false,
                    null,
                    new ByteArraySerializer(),
                    new ByteArraySerializer());

    @Test
    void usageExample() {
        UnwaitingWriter writer = new UnwaitingWriter("heartbeats", producer);
        writer.write(VALUE);

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("heartbeats");
        assertThat(sent.partition()).isZero();
        assertThat(sent.value()).isEqualTo(VALUE);
        writer.close();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aRecordThatIsLostCostsNeitherTheTaskNorTheNextOne() {
        UnwaitingWriter writer = new UnwaitingWriter("heartbeats", producer);
        writer.write(VALUE);
        producer.errorNext(new TimeoutException("nobody there"));
        writer.write(VALUE);
        producer.completeNext();

        assertThat(producer.history()).hasSize(2);
    }

    /** Port 1 is reserved and nobody listens there; the default wait would be a minute each. */
    @Test
    @Timeout(30)
    void whileTheBrokersAreAwayNothingWaits() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", "127.0.0.1:1");
        LifeSigns signs = new KafkaLifeSigns("heartbeats", 2_000, client);
        DefinitionTicks ticks = new KafkaDefinitionTicks("definitions", 5, client);
        Heartbeat heartbeat =
                new Component(Role.TICK_WRITER, 1, 2).says(HybridTimestamp.of(77, 0, 0), 2_000);
        assertThatCode(
                        () -> {
                            try (LifeSigns.Voice voice = signs.open("Proxy (1/2)#0");
                                    DefinitionTicks.Writer writer = ticks.open("Proxy (1/2)#0")) {
                                for (int i = 0; i < 1_000; i++) {
                                    voice.tell(heartbeat);
                                    writer.tick(i);
                                }
                            }
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void aClientIdNamesTopicAndTask() {
        assertThat(UnwaitingWriter.clientId("heartbeats", "Proxy -> DmlWriter (2/4)#0"))
                .isEqualTo("heartbeats-Proxy-DmlWriter-2-4-0");
    }
}
