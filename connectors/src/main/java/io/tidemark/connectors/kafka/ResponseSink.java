package io.tidemark.connectors.kafka;

import io.tidemark.wal.WalOutput;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers and dead letters at least once, by Kafka's own sink without its committer, which
 * only transactions need. That sink's writer tells by failing to close that records were lost, as
 * they are when a broker is away for longer than the delivery timeout; see {@link Closing} for why
 * nothing may be told so.
 */
public final class ResponseSink implements Sink<WalOutput> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResponseSink.class);

    private final Sink<WalOutput> kafka;

    /**
     * @param kafka delivers at least once: it flushes before each checkpoint, and fails there where
     *     a record was lost
     */
    ResponseSink(Sink<WalOutput> kafka) {
        this.kafka = kafka;
    }

    /**
     * A sink on Kafka.
     *
     * @param client properties of Kafka clients
     * @param maxBytes of the largest record
     */
    public static ResponseSink of(Properties client, ResponseRecords records, int maxBytes) {
        Properties producer = new Properties();
        producer.putAll(client);
        producer.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        producer.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(maxBytes));
        return new ResponseSink(
                KafkaSink.<WalOutput>builder()
                        .setBootstrapServers(
                                client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
                        .setKafkaProducerConfig(producer)
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(records)
                        .build());
    }

    @Override
    public SinkWriter<WalOutput> createWriter(WriterInitContext context) throws IOException {
        return new Writer(kafka.createWriter(context));
    }

    private record Writer(SinkWriter<WalOutput> kafka) implements SinkWriter<WalOutput> {

        @Override
        public void write(WalOutput output, Context context)
                throws IOException, InterruptedException {
            kafka.write(output, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            kafka.flush(endOfInput);
        }

        @Override
        public void close() {
            Closing.withWarning(LOG, "the writer of answers", kafka);
        }
    }
}
