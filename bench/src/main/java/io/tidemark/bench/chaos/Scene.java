package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.Await;
import io.tidemark.bench.cluster.Cluster;
import io.tidemark.bench.cluster.ClusterProcess;
import io.tidemark.bench.cluster.Ended;
import io.tidemark.bench.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What faults act on: a cluster, with the job on it. */
final class Scene {

    /** How long anything may take that must come. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Cluster cluster;
    private final Disk disk;
    private final SplittableRandom random;
    private final Duration deliveryTimeout;
    private final Consumer<String> notes;
    private final List<String> violations = new ArrayList<>();
    private final Endings endings = new Endings();
    private TickWatch ticks;
    private String job;
    private int parallelism;

    /**
     * @param deliveryTimeout after which the job's producers give a record up
     * @param notes takes what is done, sentence by sentence
     */
    Scene(
            Cluster cluster,
            Disk disk,
            SplittableRandom random,
            Duration deliveryTimeout,
            Consumer<String> notes) {
        this.cluster = cluster;
        this.disk = disk;
        this.random = random;
        this.deliveryTimeout = deliveryTimeout;
        this.notes = notes;
    }

    Cluster cluster() {
        return cluster;
    }

    Disk disk() {
        return disk;
    }

    SplittableRandom random() {
        return random;
    }

    Duration deliveryTimeout() {
        return deliveryTimeout;
    }

    /** The job that counts, by its id. */
    String job() {
        return job;
    }

    int parallelism() {
        return parallelism;
    }

    TickWatch ticks() {
        return ticks;
    }

    /** Begins a fault: time is watched anew, and it alone may excuse processes that end. */
    void begin(FaultKind kind) {
        endings.begin(kind);
        ticks.begin();
    }

    void watch(TickWatch watch) {
        this.ticks = watch;
    }

    void note(String what) {
        notes.accept(what);
    }

    /** A broken promise that was seen while faults struck. */
    void violation(String sentence) {
        violations.add(sentence);
        note("VIOLATION " + sentence);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Submits the job that counts. */
    void run(int newParallelism, Optional<Path> from) throws IOException, InterruptedException {
        parallelism = newParallelism;
        job = cluster.flink().run(parallelism, from, options(Map.of()));
    }

    /** Submits another job on the same log; it has one subtask of everything. */
    String runBeside(Optional<Path> from, Map<String, String> more)
            throws IOException, InterruptedException {
        return cluster.flink().run(1, from, options(more));
    }

    private SortedMap<String, String> options(Map<String, String> more) {
        SortedMap<String, String> options = new TreeMap<>(more);
        long deliveryMs = deliveryTimeout.toMillis();
        options.put("kafka.delivery.timeout.ms", Long.toString(deliveryMs));
        // What was under way when a TaskManager was suspended is still waited for when it wakes.
        options.put("kafka.request.timeout.ms", Long.toString(deliveryMs * 7 / 8));
        return options;
    }

    /** Cancels a job and waits until it has ended. */
    void cancel(String id) throws IOException, InterruptedException {
        cluster.rest().cancel(id);
        await("job " + id + " to be cancelled", () -> !cluster.rest().openJobs().contains(id));
    }

    /**
     * Tells when a job has ended by itself.
     *
     * @throws IllegalStateException with the reason
     */
    void requireOpen(String id) throws IOException, InterruptedException {
        FlinkRest rest = cluster.rest();
        if (!rest.openJobs().contains(id)) {
            throw new IllegalStateException(
                    "job " + id + " is " + rest.status(id) + ": " + rest.failure(id));
        }
    }

    Map<Integer, Integer> tasksByPort() throws IOException, InterruptedException {
        return cluster.rest().tasksByPort(job);
    }

    ClusterProcess busiestTaskManager() throws IOException, InterruptedException {
        return cluster.taskManagers().get(busiestPort());
    }

    /** RPC port of the TaskManager with most tasks of the job that counts. */
    int busiestPort() throws IOException, InterruptedException {
        int busiest = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> tasks : tasksByPort().entrySet()) {
            if (tasks.getValue() > most) {
                most = tasks.getValue();
                busiest = tasks.getKey();
            }
        }
        return busiest;
    }

    /** Waits for something that must come; what ends meanwhile by itself is started again. */
    void await(String what, Await.Condition condition) throws IOException, InterruptedException {
        Await.until(
                what,
                PATIENCE,
                () -> {
                    startWhatEnded();
                    return condition.holds();
                });
    }

    /** Starts again what has ended by itself, and holds that against it unless it is excused. */
    void startWhatEnded() throws IOException {
        for (Ended ended : cluster.startWhatEnded()) {
            note(ended + " and was started again");
            endings.violation(ended).ifPresent(this::violation);
        }
    }

    /** Lets time pass that a fault takes. */
    void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    /** Whether something comes within the time. */
    boolean waits(Duration time, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return condition.getAsBoolean();
    }

    /** Waits until all is as it was: every process, every task, time, and then one checkpoint. */
    void awaitHealth() throws IOException, InterruptedException {
        long seen = ticks.time();
        cluster.awaitTaskManagers();
        await(
                "all tasks to run and time to be the present's",
                () -> {
                    requireOpen(job);
                    return cluster.rest().allRun(job) && ticks.present(seen);
                });
        long before = cluster.rest().newestCheckpoint(job);
        await(
                "a checkpoint after " + before,
                () -> {
                    requireOpen(job);
                    return cluster.rest().newestCheckpoint(job) > before && ticks.present(seen);
                });
    }
}
