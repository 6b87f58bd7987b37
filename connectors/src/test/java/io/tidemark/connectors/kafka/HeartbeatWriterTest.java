package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import io.tidemark.proto.Heartbeat;
import java.util.Properties;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeartbeatWriterTest {

    private static final Heartbeat HEARTBEAT =
            new Component(Role.TICK_WRITER, 1, 2).says(77, 2_000);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(
                    Cluster.empty(),
                    false,
                    null,
                    new ByteArraySerializer(),
                    new ByteArraySerializer());

    @Test
    void usageExample() throws Exception {
        HeartbeatWriter writer = new HeartbeatWriter("heartbeats", producer);
        writer.tell(HEARTBEAT);

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("heartbeats");
        assertThat(sent.partition()).isZero();
        assertThat(Heartbeat.parseFrom(sent.value())).isEqualTo(HEARTBEAT);
        writer.close();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aHeartbeatThatIsLostCostsNeitherTheTaskNorTheNextOne() {
        HeartbeatWriter writer = new HeartbeatWriter("heartbeats", producer);
        writer.tell(HEARTBEAT);
        producer.errorNext(new TimeoutException("nobody there"));
        writer.tell(HEARTBEAT);
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
        assertThatCode(
                        () -> {
                            try (LifeSigns.Voice voice = signs.open("Proxy (1/2)#0")) {
                                for (int i = 0; i < 1_000; i++) {
                                    voice.tell(HEARTBEAT);
                                }
                            }
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void aClientIdNamesTheTask() {
        assertThat(HeartbeatWriter.clientId("Proxy -> DmlWriter (2/4)#0"))
                .isEqualTo("heartbeats-Proxy-DmlWriter-2-4-0");
    }
}
