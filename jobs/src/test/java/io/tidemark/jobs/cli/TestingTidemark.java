package io.tidemark.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import io.tidemark.jobs.Topics;
import io.tidemark.proto.JsonMessages;
import io.tidemark.request.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Answers the requests on a broker as a test says, in the place of the job; each answer twice. */
final class TestingTidemark implements AutoCloseable {

    static final int REQUEST_PARTITIONS = 2;

    private static final Topics UNPREFIXED = new Topics("", "");

    private final List<ConsumerRecord<byte[], byte[]>> received = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final BiFunction<Method, byte[], Message> answers;
    private final Topics topics;
    private CompletableFuture<Void> serving;

    private TestingTidemark(
            Map<String, Object> kafka, Topics topics, BiFunction<Method, byte[], Message> answers) {
        this.topics = topics;
        this.answers = answers;
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all =
                Stream.concat(
                                Stream.of(new TopicPartition(topics.definitions(), 0)),
                                IntStream.range(0, REQUEST_PARTITIONS)
                                        .mapToObj(i -> new TopicPartition(topics.requests(), i)))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    static void createTopics(Map<String, Object> kafka) throws Exception {
        createTopics(kafka, UNPREFIXED);
    }

    static void createTopics(Map<String, Object> kafka, Topics topics) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(
                            List.of(
                                    topic(topics.definitions(), 1),
                                    topic(topics.requests(), REQUEST_PARTITIONS),
                                    topic(topics.responses(), 1)))
                    .all()
                    .get();
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    static TestingTidemark start(
            Map<String, Object> kafka, BiFunction<Method, byte[], Message> answers) {
        return start(kafka, UNPREFIXED, answers);
    }

    static TestingTidemark start(
            Map<String, Object> kafka, Topics topics, BiFunction<Method, byte[], Message> answers) {
        TestingTidemark tidemark = new TestingTidemark(kafka, topics, answers);
        tidemark.serving = CompletableFuture.runAsync(tidemark::serve);
        return tidemark;
    }

    List<ConsumerRecord<byte[], byte[]>> received() {
        return received;
    }

    static String header(ConsumerRecord<byte[], byte[]> request, String name) {
        var header = request.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private void serve() {
        try {
            while (true) {
                consumer.poll(Duration.ofMinutes(1)).forEach(this::answer);
            }
        } catch (WakeupException stopped) {
            consumer.close();
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> request) {
        received.add(request);
        Method method = Method.named(header(request, "method")).orElseThrow();
        Message answer = answers.apply(method, request.value());
        boolean json = "application/json".equals(header(request, "content-type"));
        byte[] value = json ? JsonMessages.print(answer).getBytes(UTF_8) : answer.toByteArray();
        int partition = Integer.parseInt(header(request, "reply-to"));
        for (int copy = 0; copy < 2; copy++) {
            ProducerRecord<byte[], byte[]> response =
                    new ProducerRecord<>(topics.responses(), partition, null, value);
            response.headers()
                    .add(request.headers().lastHeader("correlation"))
                    .add("timestamp", "1".getBytes(StandardCharsets.UTF_8));
            var unused = producer.send(response);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        serving.join();
        producer.close();
    }
}
