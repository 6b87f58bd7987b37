package io.tidemark.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the answers of one session from where the topic ended when the load began, over whatever
 * happens to brokers: a consumer that fails is replaced and reads on at the same offset.
 */
final class AnswerReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> kafka;
    private final TopicPartition partition;
    private final String session;
    private final Journal journal;
    private final Ledger ledger;
    private final Thread thread;
    private volatile boolean closing;
    private long position;

    AnswerReader(
            Map<String, Object> kafka, LoadPlan plan, Journal journal, Ledger ledger, Pulse pulse) {
        this.thread = pulse.thread("load-answers", this::run);
        this.kafka = kafka;
        this.partition = new TopicPartition(plan.prefix() + "responses", plan.replyTo());
        this.session = plan.session() + "-";
        this.journal = journal;
        this.ledger = ledger;
    }

    /** Remembers where the topic ends, and reads from there in a thread of its own. */
    void start() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            position = consumer.endOffsets(List.of(partition)).get(partition);
        }
        thread.start();
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, position);
                while (!closing) {
                    for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                        takeAll(next);
                        position = next.offset() + 1;
                    }
                }
            } catch (InterruptException interrupted) {
                throw interrupted;
            } catch (KafkaException e) {
                LOG.warn("Reading answers failed; reading on at offset {}", position, e);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void takeAll(ConsumerRecord<byte[], byte[]> shared) {
        try {
            Answers.unpacked(shared).forEach(this::take);
        } catch (InvalidProtocolBufferException e) {
            // Whose answers they were cannot be told: their requests stay without one.
            LOG.error("The answers at {} are no message", shared.offset(), e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> answer) {
        String correlation = Answers.header(answer, "correlation");
        if (correlation == null || !correlation.startsWith(session)) {
            return;
        }
        String timestamp = Answers.header(answer, "timestamp");
        ledger.answered(
                new JournalEntry.Answered(
                        Long.parseLong(correlation.substring(session.length())),
                        journal.nowUs(),
                        code(answer),
                        timestamp == null ? 0 : Long.parseLong(timestamp),
                        Answers.fingerprint(answer)));
    }

    private static int code(ConsumerRecord<byte[], byte[]> answer) {
        try {
            Status status = Answers.status(Answers.header(answer, "method"), answer.value());
            return status.getCode();
        } catch (InvalidProtocolBufferException e) {
            LOG.error("The answer at {} is no message", answer.offset(), e);
            return JournalEntry.Answered.UNREADABLE;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
