package io.tidemark.connectors.grpc;

import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A gateway's two ends on Kafka: where answers come from, opened first, and where requests go.
 *
 * @param answers stands behind what was there before
 * @param log the request topics
 */
record KafkaSide(AnswerReader answers, KafkaRequestLog log) implements AutoCloseable {

    /**
     * Opens both.
     *
     * @param replyTo partition of {@code responses}; empty for one by chance
     * @param chance any number
     * @throws KafkaException with a sentence where Kafka is away or a topic is missing
     */
    static KafkaSide open(
            Properties client,
            GatewayTopics topics,
            Bridge.Limits limits,
            OptionalInt replyTo,
            int chance)
            throws InterruptedException {
        Consumer<byte[], byte[]> consumer = AnswerReader.consumer(client);
        try {
            TopicPartition answers =
                    AnswerReader.partition(consumer, topics.responses(), replyTo, chance);
            AnswerReader reader = new AnswerReader(consumer, answers);
            Producer<byte[], byte[]> producer = RequestProducer.open(client, topics, limits);
            return new KafkaSide(
                    reader, new KafkaRequestLog(producer, topics, answers.partition()));
        } catch (InterruptedException | RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Completes when either end is of no use any more, with the reason; or at {@link #close}. */
    CompletableFuture<Object> ended() {
        return CompletableFuture.anyOf(answers.ended(), log.ended());
    }

    @Override
    public void close() throws InterruptedException {
        try {
            log.close();
        } finally {
            answers.close();
        }
    }
}
