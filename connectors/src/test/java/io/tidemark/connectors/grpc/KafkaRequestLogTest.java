package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.request.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaRequestLogTest {

    private static final GatewayTopics TOPICS =
            new GatewayTopics("definitions", "requests", 4, "responses");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaRequestLog log = new KafkaRequestLog(producer, TOPICS, 2);
    private final List<Exception> failures = new ArrayList<>();
    private int acknowledged;

    private final RequestLog.Written written =
            new RequestLog.Written() {
                @Override
                public void acknowledged() {
                    acknowledged++;
                }

                @Override
                public void failed(Exception failure) {
                    failures.add(failure);
                }
            };

    @Test
    void usageExample() {
        log.append(entry(Method.INSERT), written);

        ProducerRecord<byte[], byte[]> message = producer.history().get(0);
        assertThat(message.topic()).isEqualTo("requests");
        assertThat(message.partition()).isEqualTo(3);
        assertThat(message.value()).asString(UTF_8).isEqualTo("payload");
        assertThat(header(message, "method")).isEqualTo("milvus.proto.milvus.InsertRequest");
        assertThat(header(message, "reply-to")).isEqualTo("2");
        assertThat(header(message, "correlation")).isEqualTo("mine");
    }

    @Test
    void everyMethodGoesWhereItBelongs() {
        for (Method method : Method.values()) {
            log.append(entry(method), written);

            ProducerRecord<byte[], byte[]> message =
                    producer.history().get(producer.history().size() - 1);
            boolean definition = method.topic() == Method.Topic.DEFINITIONS;
            assertThat(message.topic()).isEqualTo(definition ? "definitions" : "requests");
            assertThat(message.partition()).isEqualTo(definition ? 0 : 3);
        }
    }

    @Test
    void aWriteIsAcknowledgedWhenItIsInTheLog() {
        log.append(entry(Method.INSERT), written);
        assertThat(acknowledged).isZero();

        producer.completeNext();

        assertThat(acknowledged).isEqualTo(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void aWriteThatFailsIsTold() {
        log.append(entry(Method.INSERT), written);
        producer.errorNext(new KafkaException("no leader"));
        producer.close();
        log.append(entry(Method.INSERT), written);

        assertThat(failures).hasSize(2);
        assertThat(failures.get(0)).hasMessage("no leader");
    }

    @Test
    void aWriteThatFailsEndsNothing() {
        log.append(entry(Method.INSERT), written);
        producer.errorNext(new KafkaException("no leader"));

        assertThat(log.ended()).isNotDone();
    }

    @Test
    void aProducerThatTakesNothingAnyMoreIsTheEnd() {
        producer.sendException = new KafkaException("a sequence is lost");
        log.append(entry(Method.INSERT), written);

        assertThat(failures).hasSize(1);
        assertThatThrownBy(() -> log.ended().join()).hasMessageContaining("a sequence is lost");
    }

    @Test
    void aCloseIsNoFailure() {
        log.close();
        log.append(entry(Method.INSERT), written);

        assertThat(log.ended()).isCompleted();
    }

    @Test
    void theProducerNeverWaitsAndHoldsTheLargestRequest() {
        Properties properties =
                RequestProducer.properties(
                        new Properties(),
                        TOPICS,
                        new Bridge.Limits(10, 1 << 26, 1 << 23, Duration.ofSeconds(60)));

        assertThat(properties.getProperty("max.block.ms")).isEqualTo("0");
        assertThat(Long.parseLong(properties.getProperty("buffer.memory")))
                .isGreaterThan((1 << 26) + (1 << 23));
        assertThat(Integer.parseInt(properties.getProperty("max.request.size")))
                .isGreaterThan(1 << 23);
    }

    private static RequestLog.Entry entry(Method method) {
        return new RequestLog.Entry(method, 3, "mine".getBytes(UTF_8), "payload".getBytes(UTF_8));
    }

    private static String header(ProducerRecord<byte[], byte[]> message, String key) {
        return new String(message.headers().lastHeader(key).value(), UTF_8);
    }
}
