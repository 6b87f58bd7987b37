package io.tidemark.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends at a rate, whatever the answers do. Only an outage that fills the producer's buffer, or too
 * many requests without an answer, hold it up; what was due meanwhile is left out and counted,
 * since a burst afterwards would be another load than the one asked for.
 */
final class OpenLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLoop.class);
    private static final int MAX_WAITING = 500_000;
    private static final long MAX_LAG_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long FLUSH_NS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final LoadPlan plan;
    private final Map<String, Object> kafka;
    private final RequestMix requests;
    private final Journal journal;
    private final Ledger ledger;
    private final Pulse pulse;
    private final Thread thread;
    private KafkaProducer<byte[], byte[]> producer;
    private volatile boolean stopping;
    private long number;

    OpenLoop(
            LoadPlan plan,
            Map<String, Object> kafka,
            RequestMix requests,
            Journal journal,
            Ledger ledger,
            Pulse pulse) {
        this.plan = plan;
        this.kafka = kafka;
        this.requests = requests;
        this.journal = journal;
        this.ledger = ledger;
        this.pulse = pulse;
        this.thread = pulse.thread("load-requests", this::loop);
        this.producer = producer();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends what comes first, at once. */
    void sendFirst() {
        for (Draft draft : requests.first()) {
            send(draft, journal.nowUs());
        }
    }

    void start() {
        thread.start();
    }

    private void loop() throws Exception {
        long intervalNs = Math.max(1, (long) (1e9 / plan.requestsPerSecond()));
        long dueNs = System.nanoTime();
        long flushedNs = dueNs;
        while (!stopping) {
            long nowNs = System.nanoTime();
            if (nowNs - flushedNs > FLUSH_NS) {
                journal.flush();
                flushedNs = nowNs;
            }
            if (dueNs > nowNs || ledger.waiting() >= MAX_WAITING) {
                LockSupport.parkNanos(Math.max(100_000, Math.min(dueNs - nowNs, 10_000_000)));
                continue;
            }
            if (nowNs - dueNs > MAX_LAG_NS) {
                long left = (nowNs - dueNs) / intervalNs;
                ledger.skipped(left);
                dueNs += left * intervalNs;
            }
            send(requests.next(), journal.nowUs() - (nowNs - dueNs) / 1_000);
            dueNs += intervalNs;
        }
    }

    private void send(Draft draft, long dueUs) {
        long request = number++;
        ledger.sent(
                new JournalEntry.Sent(
                        request,
                        dueUs,
                        draft.method().rpcName(),
                        draft.topic(),
                        draft.partition(),
                        draft.rows(),
                        Fingerprint.of(draft.value())));
        try {
            Future<RecordMetadata> unused =
                    producer.send(
                            kafkaRecord(request, draft),
                            (place, failure) -> done(request, place, failure));
        } catch (InterruptException interrupted) {
            done(request, null, interrupted);
            throw interrupted;
        } catch (KafkaException | IllegalStateException e) {
            done(request, null, e);
            replaceProducer(e);
        }
    }

    private ProducerRecord<byte[], byte[]> kafkaRecord(long request, Draft draft) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(
                        plan.prefix() + draft.topic(), draft.partition(), null, draft.value());
        message.headers()
                .add("method", draft.method().fullName().getBytes(UTF_8))
                .add("reply-to", Integer.toString(plan.replyTo()).getBytes(UTF_8))
                .add("correlation", (plan.session() + "-" + request).getBytes(UTF_8));
        return message;
    }

    private void done(long request, RecordMetadata place, Exception failure) {
        try {
            if (failure == null) {
                ledger.acknowledged(
                        new JournalEntry.Acknowledged(request, place.partition(), place.offset()));
            } else {
                ledger.unacknowledged(
                        new JournalEntry.Unacknowledged(
                                request, failure.getClass().getSimpleName()));
            }
        } catch (RuntimeException | Error e) {
            // A producer only logs what its callbacks throw.
            pulse.died("what became of request " + request, e);
            throw e;
        }
    }

    /** A producer that threw may never recover; what it still holds is told by its callbacks. */
    private void replaceProducer(Exception why) {
        LOG.warn("Going on with a new producer", why);
        producer.close(Duration.ZERO);
        producer = producer();
    }

    /** Sends nothing more; waits for the acknowledgements that are still due. */
    void stopSending() throws InterruptedException {
        stopping = true;
        thread.join();
        producer.flush();
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
        producer.close(CLOSE_PATIENCE);
    }
}
