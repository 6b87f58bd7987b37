package io.tidemark.bench.pressure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The floods of inserts of one session, into one collection, and their answers. */
final class InsertFloods implements AutoCloseable {

    /** Partition of {@code responses} that they are answered in; a probe has the first. */
    static final int REPLY_TO = 1;

    /** Of {@code requests}. */
    static final int PARTITIONS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** So much is first sent to find out how much is worth sending. */
    private static final long FIRST_LOOK = 5_000;

    /** Seconds of work of a look at a job that warms up. */
    private static final int LOOK_SECONDS = 5;

    private final Target target;
    private final InsertShape shape;
    private final int producers;
    private final AnswersTail answers;
    private int floods;

    private InsertFloods(Target target, InsertShape shape, int producers) {
        this.target = target;
        this.shape = shape;
        this.producers = producers;
        this.answers = AnswersTail.start(target, REPLY_TO);
    }

    /** Creates the collection. */
    static InsertFloods create(Target target, InsertShape shape, int producers)
            throws InterruptedException {
        InsertFloods floods = new InsertFloods(target, shape, producers);
        floods.define(InsertSource.create(target.session, floods.collection(), shape.dim));
        return floods;
    }

    /** From now on the collection takes so many MiB a second. */
    void limit(String mebibytes) throws InterruptedException {
        define(InsertSource.limit(target.session, collection(), mebibytes));
    }

    private void define(ProducerRecord<byte[], byte[]> request) throws InterruptedException {
        long before = answers.count();
        new Flood(target.bootstrap, 1, Duration.ofMinutes(1), 1).run(List.of(() -> request));
        if (!answers.await(before + 1, PATIENCE)) {
            answers.close();
            throw new IllegalStateException("a definition was not answered within " + PATIENCE);
        }
    }

    AnswersTail answers() {
        return answers;
    }

    /** Has the job work at its own speed until it is warm. */
    void warmUp(Pressure pressure) throws Exception {
        double[] perSecond = {worked(FIRST_LOOK)};
        pressure.warmUp(
                "inserts", () -> perSecond[0] = worked((long) (LOOK_SECONDS * perSecond[0])));
    }

    /** Requests a second that the job sustains, over about so many seconds. */
    double sustained(int seconds) throws InterruptedException {
        return worked((long) (seconds * worked(FIRST_LOOK)));
    }

    /** Sends so many at once; returns how many a second were answered, until the last. */
    private double worked(long requests) throws InterruptedException {
        long before = answers.count();
        long startNs = System.nanoTime();
        Flood.Outcome flood =
                flood(
                        Double.POSITIVE_INFINITY,
                        PATIENCE,
                        Math.max(FIRST_LOOK, requests),
                        PARTITIONS);
        if (!answers.await(before + flood.sent(), PATIENCE)) {
            throw new IllegalStateException(
                    "%d requests were not answered within %s".formatted(flood.sent(), PATIENCE));
        }
        return flood.sent() / ((System.nanoTime() - startNs) / 1e9);
    }

    /**
     * Sends inserts, whatever becomes of them.
     *
     * @param partitions into the first so many
     */
    Flood.Outcome flood(double perSecond, Duration limit, long most, int partitions)
            throws InterruptedException {
        int flood = floods++;
        List<Flood.Source> sources = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            sources.add(
                    new InsertSource(
                            target.session + "_f" + flood + "_" + i,
                            collection(),
                            shape.rows,
                            shape.dim,
                            target.seed + i,
                            partitions,
                            REPLY_TO));
        }
        return new Flood(target.bootstrap, perSecond, limit, most).run(sources);
    }

    private String collection() {
        return target.session + "_flood";
    }

    @Override
    public void close() throws InterruptedException {
        answers.close();
    }
}
