package io.tidemark.bench.process;

import io.tidemark.jobs.Topics;
import io.tidemark.request.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A client without a gateway: it puts inserts onto Kafka and looks for no answer. */
@Command(name = "produce", hidden = true)
public final class ProduceCommand implements Callable<Integer> {

    @Option(names = "--bootstrap", required = true)
    private String bootstrap;

    @Option(names = "--prefix", required = true)
    private String prefix;

    @Option(names = "--partitions", required = true)
    private int partitions;

    @Option(names = "--bodies", required = true, description = "A file of Bodies.")
    private Path bodies;

    @Option(names = "--requests", required = true)
    private int requests;

    @Option(names = "--in-flight", required = true)
    private int inFlight;

    @Override
    public Integer call() throws Exception {
        List<byte[]> inserts = Bodies.read(bodies);
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrap);
        properties.setProperty("linger.ms", "0");
        properties.setProperty("acks", "all");
        properties.setProperty("max.request.size", "8388608");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            Child.ready("produce");
            while (Child.awaitWork()) {
                produce(producer, inserts);
                Child.ready("done");
            }
        }
        return 0;
    }

    private void produce(KafkaProducer<byte[], byte[]> producer, List<byte[]> inserts)
            throws Exception {
        String topic = new Topics(prefix, prefix).requests();
        List<Header> headers =
                List.of(
                        new RecordHeader(
                                "method",
                                Method.INSERT.fullName().getBytes(StandardCharsets.UTF_8)));
        Semaphore window = new Semaphore(inFlight);
        AtomicReference<Exception> failure = new AtomicReference<>();
        for (int i = 0; i < requests; i++) {
            window.acquire();
            Future<RecordMetadata> unused =
                    producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    i % partitions,
                                    null,
                                    null,
                                    inserts.get(i % inserts.size()),
                                    headers),
                            (written, exception) -> {
                                window.release();
                                if (exception != null) {
                                    failure.compareAndSet(null, exception);
                                }
                            });
        }
        window.acquire(inFlight);
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
