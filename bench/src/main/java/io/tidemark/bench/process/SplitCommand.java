package io.tidemark.bench.process;

import io.tidemark.wal.WalOutput;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The rival somebody writes in an afternoon: a consumer, the split, a producer. Rows come at least
 * once, in no order beyond the partitions', and nobody is answered.
 */
@Command(name = "split", hidden = true)
public final class SplitCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_NS = 1_000_000_000;

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws Exception {
        Splitter splitter = Catalogue.read(options);
        String output = options.topics().dml();
        CompletableFuture<Void> end = CompletableFuture.runAsync(Child::tellCompiling);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                options.producer(),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            consumer.subscribe(List.of(options.topics().requests()));
            Child.ready("split");
            long committed = System.nanoTime();
            while (!end.isDone() && failure.get() == null) {
                for (ConsumerRecord<byte[], byte[]> insert : consumer.poll(POLL)) {
                    splitter.split(
                            insert.partition(),
                            insert.offset(),
                            insert.timestamp(),
                            insert.value(),
                            message -> send(producer, output, message, failure));
                }
                if (System.nanoTime() - committed >= COMMIT_NS) {
                    producer.flush();
                    consumer.commitSync();
                    committed = System.nanoTime();
                }
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return 0;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties consuming = options.consumer();
        consuming.setProperty("group.id", options.prefix() + "split");
        consuming.setProperty("enable.auto.commit", "false");
        consuming.setProperty("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(
                consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String output,
            WalOutput.Message message,
            AtomicReference<Exception> failure) {
        Future<RecordMetadata> unused =
                producer.send(
                        new ProducerRecord<>(output, message.channel(), null, message.body()),
                        (written, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
    }
}
