package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many requests of a session's floods are answered, however often: it reads their partition of
 * {@code responses} from where it ended when this was made, in a thread of its own.
 */
final class AnswersTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String session;
    private final Map<String, BitSet> answered = new HashMap<>();
    private final Thread thread = new Thread(this::follow, "flood-answers");
    private volatile long count;
    private volatile boolean closing;
    private volatile RuntimeException failure;

    private AnswersTail(Target target, int replyTo) {
        session = target.session + "_";
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
                    ReceivedAnswer.of(shared).forEach(this::take);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** A correlation is the name of a source and the request's number there. */
    private void take(ReceivedAnswer answer) {
        String correlation = new String(answer.correlation(), UTF_8);
        if (!correlation.startsWith(session)) {
            return;
        }
        int dash = correlation.lastIndexOf('-');
        int number = Integer.parseInt(correlation.substring(dash + 1));
        BitSet numbers =
                answered.computeIfAbsent(
                        correlation.substring(0, dash), source -> new BitSet());
        if (!numbers.get(number)) {
            numbers.set(number);
            long before = count;
            count = before + 1;
        }
    }

    /** Requests answered since this was made. */
    long count() {
        if (failure != null) {
            throw new IllegalStateException("the answers of the flood cannot be read", failure);
        }
        return count;
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
