package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.request.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client as anybody could write one: a plain producer and a plain consumer of answers. */
final class TestingClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, byte[]> answers = new HashMap<>();
    private final int replyTo;
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();
    private final Map<String, Future<RecordMetadata>> places = new HashMap<>();
    private int sent;

    TestingClient(Properties client, int replyTo) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("max.request.size", "20000000");
        this.replyTo = replyTo;
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition("responses", replyTo);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
    }

    /** Sends a request and waits for its answer. */
    <M extends Message> M call(Method method, Message request, Class<M> response) throws Exception {
        String topic = method.topic() == Method.Topic.REQUESTS ? "requests" : "definitions";
        return await(send(topic, 0, method, request.toByteArray()), method, response);
    }

    /** Sends a request; its correlation is returned. */
    String send(String topic, int partition, Method method, byte[] payload) throws Exception {
        return send(topic, partition, payload, Map.of("method", method.fullName()));
    }

    /** Sends anything under any headers; they may overrule where the answer goes. */
    String send(String topic, int partition, byte[] payload, Map<String, String> headers)
            throws Exception {
        String correlation = headers.getOrDefault("correlation", "c" + sent++);
        List<Header> all = new ArrayList<>();
        Map<String, String> complete = new HashMap<>(headers);
        complete.putIfAbsent("reply-to", Integer.toString(replyTo));
        complete.put("correlation", correlation);
        complete.forEach(
                (key, value) ->
                        all.add(new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8))));
        Future<RecordMetadata> send =
                producer.send(new ProducerRecord<>(topic, partition, null, null, payload, all));
        underWay.add(send);
        places.put(correlation, send);
        return correlation;
    }

    /** Where a request lies in the log. */
    RecordMetadata place(String correlation) throws Exception {
        return places.get(correlation).get();
    }

    <M extends Message> M await(String correlation, Method method, Class<M> response)
            throws Exception {
        byte[] value = await(correlation);
        return response.cast(method.responseParser().parseFrom(value));
    }

    byte[] await(String correlation) throws Exception {
        for (Future<RecordMetadata> send : underWay) {
            send.get();
        }
        underWay.clear();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers.containsKey(correlation)) {
            assertThat(System.nanoTime())
                    .as("an answer to %s within %s", correlation, PATIENCE)
                    .isLessThan(deadline);
            poll();
        }
        return answers.get(correlation);
    }

    void poll() {
        for (ConsumerRecord<byte[], byte[]> responses : consumer.poll(Duration.ofMillis(100))) {
            for (ReceivedAnswer answer : ReceivedAnswer.of(responses)) {
                answers.put(
                        new String(answer.correlation(), StandardCharsets.UTF_8), answer.body());
            }
        }
    }

    Map<String, byte[]> answers() {
        return answers;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
