package io.tidemark.bench.pressure;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.bench.load.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many requests of a session's floods are answered, however often: it reads their partition of
 * {@code responses} from where it ended when this was made, in a thread of its own.
 */
final class AnswersTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AnsweredRequests answered;
    private final Thread thread = new Thread(this::follow, "flood-answers");
    private volatile boolean closing;
    private volatile Exception failure;

    private AnswersTail(Target target, int replyTo) {
        answered = new AnsweredRequests(target.session + "_");
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", target.bootstrap, "enable.auto.commit", false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition("responses", replyTo);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        // Else the end would be looked up when the first answers may already lie before it.
        consumer.position(partition);
    }

    /** From where the partition ends now. */
    static AnswersTail start(Target target, int replyTo) {
        AnswersTail tail = new AnswersTail(target, replyTo);
        tail.thread.start();
        return tail;
    }

    private void follow() {
        try (consumer) {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> shared : consumer.poll(POLL)) {
                    for (ConsumerRecord<byte[], byte[]> answer : Answers.unpacked(shared)) {
                        Header correlation = answer.headers().lastHeader("correlation");
                        if (correlation != null) {
                            answered.take(correlation.value());
                        }
                    }
                }
            }
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            failure = e;
        }
    }

    /** Requests answered since this was made. */
    long count() {
        if (failure != null) {
            throw new IllegalStateException("the answers of the flood cannot be read", failure);
        }
        return answered.count();
    }

    /** Waits for so many; returns whether they came in time. */
    boolean await(long answers, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (count() < answers) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
