package io.tidemark.bench.chaos;

import io.tidemark.bench.check.LogReading;
import io.tidemark.bench.check.Report;
import io.tidemark.bench.cluster.Cluster;
import io.tidemark.bench.cluster.ClusterFolder;
import io.tidemark.bench.cluster.ClusterPlan;
import io.tidemark.bench.load.Load;
import io.tidemark.bench.load.LoadPlan;
import io.tidemark.jobs.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Faults against one cluster under load, and then the check of its whole log. */
final class Batch {

    /** A client's producer may be back some seconds later than the job's, which time waits for. */
    private static final Duration LOAD_BACK = Duration.ofSeconds(20);

    private static final Duration ANSWERS = Duration.ofMinutes(3);
    private static final int PARALLELISM = 2;

    private final CampaignPlan plan;
    private final int number;
    private final Map<FaultKind, Fault> faults;
    private final Outages outages;
    private final Log log;

    /**
     * @param number of the batch, from 0
     * @param faults one of each kind, for the whole campaign
     * @param outages takes how long time stood still
     */
    Batch(CampaignPlan plan, int number, Map<FaultKind, Fault> faults, Outages outages, Log log) {
        this.plan = plan;
        this.number = number;
        this.faults = faults;
        this.outages = outages;
        this.log = log;
    }

    /** Returns what was broken, as sentences; nothing where all promises were kept. */
    List<String> run() throws Exception {
        SplittableRandom random = new SplittableRandom(plan.seedOf(number));
        List<FaultKind> order = Order.of(plan.kinds(), plan.faultsIn(number), random.nextLong());
        ClusterFolder folder = new ClusterFolder(folder());
        Files.createDirectories(folder.kafka());
        Disk disk = disk(folder);
        return disk.during(() -> onCluster(folder, disk, random, order));
    }

    private List<String> onCluster(
            ClusterFolder folder, Disk disk, SplittableRandom random, List<FaultKind> order)
            throws Exception {
        try (Cluster cluster = Cluster.start(clusterPlan(folder))) {
            Scene scene = new Scene(cluster, disk, random, plan.deliveryTimeout(), log::detail);
            scene.run(PARALLELISM, Optional.empty());
            try (TickWatch watch = TickWatch.start(cluster.bootstrapServers(), "dml")) {
                scene.watch(watch);
                scene.awaitHealth();
                return underLoad(scene, order, random.nextLong());
            }
        }
    }

    private List<String> underLoad(Scene scene, List<FaultKind> order, long loadSeed)
            throws Exception {
        Path journal = folder().resolve("load.journal");
        String bootstrap = scene.cluster().bootstrapServers();
        LoadPlan load = LoadPlan.of(bootstrap, "load", loadSeed).withRate(plan.rate());
        List<String> violations = new ArrayList<>();
        try (Load running = Load.start(load, journal)) {
            LoadLooks looks = new LoadLooks(running.status().acknowledged());
            for (FaultKind kind : order) {
                strike(scene, kind);
                long acknowledged = running.awaitAcknowledged(looks.before(), LOAD_BACK);
                looks.violation(kind, running.death(), acknowledged).ifPresent(scene::violation);
                if (running.death().isPresent()) {
                    break;
                }
            }
            running.stopSending();
            if (!running.awaitAnswers(ANSWERS)) {
                violations.add(
                        running.status().waiting() + " acknowledged requests have no answer");
            }
            scene.startWhatEnded();
            running.death().ifPresent(violations::add);
            log.line("load: " + running.status());
        }
        violations.addAll(scene.violations());
        Report report = LogReading.check(bootstrap, new Topics("", ""), List.of(journal));
        report.text().lines().forEach(log::detail);
        violations.addAll(Findings.of(report));
        return violations;
    }

    private void strike(Scene scene, FaultKind kind) throws Exception {
        scene.begin(kind);
        log.detail(kind + ":");
        faults.get(kind).strike(scene);
        scene.awaitHealth();
        Duration outage = scene.ticks().longest();
        outages.add(kind, outage);
        log.line(
                String.format(
                        Locale.ROOT,
                        "%-20s time stood still for %.2f s",
                        kind,
                        outage.toMillis() / 1e3));
        log.figure(number, kind, outage);
    }

    private Path folder() {
        return plan.folder().resolve("batch-" + number);
    }

    private Disk disk(ClusterFolder folder) throws Exception {
        return plan.kinds().contains(FaultKind.DISK_FULL)
                ? Disk.under(folder.kafka())
                : new NoDisk();
    }

    private ClusterPlan clusterPlan(ClusterFolder folder) {
        return new ClusterPlan(
                plan.home(),
                folder,
                plan.taskManagers(),
                ClusterPlan.Ports.ANY,
                plan.flink(),
                // So that answers have the broker's times as well, and the check can order them.
                new TreeMap<>(Map.of("log.message.timestamp.type", "LogAppendTime")));
    }
}
