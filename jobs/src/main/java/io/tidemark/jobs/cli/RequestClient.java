package io.tidemark.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.connectors.kafka.RequestHeaders;
import io.tidemark.jobs.Topics;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts requests into the log and takes their answers from topic {@code responses}. It reads answers
 * from where the topic ended when it was opened, so that no answer to its own requests is missed.
 * Not for use by several threads.
 */
final class RequestClient implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 10 << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Takes an answer that lies on the topic, whoever's it is. */
    interface AnswerHandler {
        void take(String correlation, byte[] value);
    }

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final int replyTo;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private RequestClient(
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer,
            Topics topics,
            int replyTo) {
        this.producer = producer;
        this.consumer = consumer;
        this.topics = topics;
        this.replyTo = replyTo;
    }

    /**
     * @param kafka properties of Kafka clients
     * @param topics of the cluster that is meant
     * @param replyTo partition of {@code responses} that answers are to go to
     * @throws KafkaException if Kafka is away or the topic or its partition is missing
     */
    static RequestClient open(Map<String, Object> kafka, Topics topics, int replyTo) {
        Map<String, Object> consuming = new HashMap<>(kafka);
        consuming.put("auto.offset.reset", "none");
        consuming.put("enable.auto.commit", "false");
        consuming.put("allow.auto.create.topics", "false");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            int partitions = TopicSize.of(consumer, topics.responses());
            if (replyTo >= partitions) {
                throw new KafkaException(
                        "Topic "
                                + topics.responses()
                                + " has partitions 0 to "
                                + (partitions - 1)
                                + "; there is no partition "
                                + replyTo
                                + " for answers");
            }
            TopicPartition partition = new TopicPartition(topics.responses(), replyTo);
            consumer.assign(List.of(partition));
            consumer.seek(partition, consumer.endOffsets(List.of(partition)).get(partition));
            return new RequestClient(producer(kafka), consumer, topics, replyTo);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> kafka) {
        Map<String, Object> producing = new HashMap<>(kafka);
        producing.putIfAbsent("linger.ms", "0");
        producing.putIfAbsent("max.request.size", MAX_REQUEST_BYTES);
        return new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** How many partitions the topic has that takes requests of a method. */
    int partitions(Method method) {
        return TopicSize.of(consumer, topics.of(method));
    }

    /** Hands a request to Kafka; a failure to write it shows at the next {@link #poll}. */
    void send(ClientRequest request, int partition) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topics.of(request.method()), partition, null, request.value());
        message.headers()
                .add(RequestHeaders.METHOD, request.method().fullName().getBytes(UTF_8))
                .add(RequestHeaders.REPLY_TO, Integer.toString(replyTo).getBytes(UTF_8))
                .add(RequestHeaders.CORRELATION, request.correlation().getBytes(UTF_8));
        if (request.json()) {
            message.headers().add(RequestHeaders.CONTENT_TYPE, RequestHeaders.JSON.getBytes(UTF_8));
        }
        // The callback tells of a failure; nobody waits for the write alone.
        Future<RecordMetadata> unused =
                producer.send(
                        message,
                        (written, e) -> {
                            if (e != null) {
                                failure.compareAndSet(null, e);
                            }
                        });
    }

    /**
     * Waits for answers, at most so long, and hands on those that came.
     *
     * @throws KafkaException if a request could not be written
     */
    void poll(Duration timeout, AnswerHandler handler) {
        for (ConsumerRecord<byte[], byte[]> responses : consumer.poll(timeout)) {
            for (ReceivedAnswer answer : ReceivedAnswer.of(responses)) {
                handler.take(new String(answer.correlation(), UTF_8), answer.body());
            }
        }
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("The request was not written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        consumer.close();
    }
}
