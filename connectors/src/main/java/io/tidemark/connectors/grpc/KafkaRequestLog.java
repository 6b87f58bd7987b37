package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.connectors.kafka.RequestHeaders;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The request topics on Kafka, behind a producer that is never waited for. */
final class KafkaRequestLog implements RequestLog, AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final GatewayTopics topics;
    private final Map<Method, Header> methods = new EnumMap<>(Method.class);
    private final Header replyTo;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param producer stays open until this is closed
     * @param replyTo partition of {@code responses}
     */
    KafkaRequestLog(Producer<byte[], byte[]> producer, GatewayTopics topics, int replyTo) {
        this.producer = producer;
        this.topics = topics;
        this.replyTo = header(RequestHeaders.REPLY_TO, Integer.toString(replyTo));
        for (Method method : Method.values()) {
            methods.put(method, header(RequestHeaders.METHOD, method.fullName()));
        }
    }

    @Override
    public void append(Entry entry, Written written) {
        boolean definition = entry.method().topic() == Method.Topic.DEFINITIONS;
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(
                        definition ? topics.definitions() : topics.requests(),
                        definition ? 0 : entry.partition(),
                        null,
                        null,
                        entry.payload(),
                        List.of(
                                methods.get(entry.method()),
                                replyTo,
                                new RecordHeader(RequestHeaders.CORRELATION, entry.correlation())));
        try {
            // The callback tells what became of it; nobody waits for the write alone.
            Future<RecordMetadata> unused =
                    producer.send(
                            message,
                            (place, failure) -> {
                                if (failure == null) {
                                    written.acknowledged();
                                } else {
                                    written.failed(failure);
                                }
                            });
        } catch (KafkaException | IllegalStateException dead) {
            // What is wrong with one record its callback tells: this is wrong with all to come.
            ended.completeExceptionally(dead);
            written.failed(dead);
        }
    }

    /** Completes when nothing can be written any more, with the reason; or at {@link #close}. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        ended.complete(null);
        producer.close(CLOSE_PATIENCE);
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(UTF_8));
    }
}
