package io.tidemark.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** A running load: requests by an open loop, answers, and the journal of both. */
public final class Load implements AutoCloseable {

    private static final Duration FIRST_ANSWERS = Duration.ofMinutes(2);

    private final Pulse pulse = new Pulse();
    private final Journal journal;
    private final Ledger ledger;
    private final AnswerReader answers;
    private final OpenLoop loop;

    private Load(LoadPlan plan, Journal journal, int partitions) {
        this.journal = journal;
        this.ledger = new Ledger(journal);
        this.answers = new AnswerReader(consuming(plan), plan, journal, ledger, pulse);
        RequestMix requests =
                new RequestMix(
                        plan, new LoadCollections(plan), partitions, ledger::newestTimestamp);
        this.loop = new OpenLoop(plan, producing(plan), requests, journal, ledger, pulse);
    }

    /**
     * Creates the lasting collections, waits until that is answered, and begins.
     *
     * @param journal the file to write; one that exists is overwritten
     * @throws IllegalStateException where no job answers
     */
    public static Load start(LoadPlan plan, Path journal)
            throws IOException, ExecutionException, InterruptedException {
        int partitions = partitions(plan);
        Load load = new Load(plan, Journal.create(journal, plan), partitions);
        load.answers.start();
        load.loop.sendFirst();
        if (!load.awaitAnswers(FIRST_ANSWERS)) {
            load.close();
            throw new IllegalStateException(
                    "No answer within " + FIRST_ANSWERS.toSeconds() + " s: is a job running?");
        }
        load.loop.start();
        return load;
    }

    /** Sends nothing more and waits for acknowledgements; answers are read on. */
    public void stopSending() throws InterruptedException {
        loop.stopSending();
    }

    /**
     * Waits until every acknowledged request has an answer.
     *
     * @return whether that came in time
     */
    public boolean awaitAnswers(Duration patience) throws InterruptedException {
        await(() -> ledger.waiting() == 0, patience);
        return ledger.waiting() == 0;
    }

    /**
     * Waits until the broker has taken more than so many requests, or the load is dead.
     *
     * @return how many it has taken then, or in the end of that time
     */
    public long awaitAcknowledged(long before, Duration patience) throws InterruptedException {
        await(() -> ledger.status().acknowledged() > before || death().isPresent(), patience);
        return ledger.status().acknowledged();
    }

    private static void await(BooleanSupplier done, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** What ended it before its time, as a sentence; empty while it does what it is to do. */
    public Optional<String> death() {
        return pulse.death();
    }

    /** The time of its journal: microseconds since that was opened. */
    public long nowUs() {
        return journal.nowUs();
    }

    public LoadStatus status() {
        return ledger.status();
    }

    /** Stops at once, and closes the journal. */
    @Override
    public void close() throws IOException, InterruptedException {
        loop.close();
        answers.close();
        journal.close();
    }

    private static int partitions(LoadPlan plan) throws ExecutionException, InterruptedException {
        String topic = plan.prefix() + "requests";
        try (Admin admin = Admin.create(common(plan))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    private static Map<String, Object> common(LoadPlan plan) {
        return new HashMap<>(Map.of("bootstrap.servers", plan.bootstrap()));
    }

    private static Map<String, Object> consuming(LoadPlan plan) {
        Map<String, Object> consumer = common(plan);
        consumer.put("auto.offset.reset", "none");
        consumer.put("enable.auto.commit", "false");
        consumer.put("allow.auto.create.topics", "false");
        return consumer;
    }

    /** Idempotent: a request that is retried lies in the log once. */
    private static Map<String, Object> producing(LoadPlan plan) {
        Map<String, Object> producer = common(plan);
        producer.put("acks", "all");
        producer.put("enable.idempotence", "true");
        producer.put("linger.ms", "0");
        producer.put("batch.size", 1 << 18);
        producer.put("buffer.memory", 32 << 20);
        producer.put("max.request.size", 10 << 20);
        producer.put("max.block.ms", "5000");
        producer.put("request.timeout.ms", "10000");
        producer.put("delivery.timeout.ms", "30000");
        return producer;
    }
}
