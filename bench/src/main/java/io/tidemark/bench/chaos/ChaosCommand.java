package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench/chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Breaks a cluster of separate processes under load, fault by fault, and checks that"
                    + " the log keeps its promises.",
            "Exit code 0: it did. 1: it did not, or did not come back; what was found stays in"
                    + " --data."
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final String CHECKPOINTS = "execution.checkpointing.interval";
    private static final String BACKOFF = "restart-strategy.exponential-delay.max-backoff";

    @Spec private CommandSpec spec;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "3",
            description = "of each kind (default: ${DEFAULT-VALUE})")
    private int faults;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            converter = KindConverter.class,
            description = "which, comma-separated (default: all); --list tells them")
    private List<FaultKind> kinds = new ArrayList<>(Arrays.asList(FaultKind.values()));

    @Option(
            names = "--cheap",
            description = "only those that nobody but a supervisor has to do with")
    private boolean cheap;

    @Option(names = "--list", description = "tells the kinds and ends")
    private boolean list;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "decides the order, what varies in a fault, and the load (default:"
                            + " ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "100",
            description = "requests a second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "faults of each kind on one log; then it is checked, and the next begins with"
                            + " a new cluster (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "of two slots each, enough for parallelism 4 without one of them (default:"
                            + " ${DEFAULT-VALUE})")
    private int taskManagers;

    @Option(
            names = "--delivery-timeout",
            paramLabel = "S",
            defaultValue = "30",
            description =
                    "seconds after which the job's producers give a record up; Kafka's own is 120."
                            + " A zombie that sleeps for longer cannot write what it held, and"
                            + " the broker is away for longer (default: ${DEFAULT-VALUE})")
    private int deliveryTimeoutS;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "a setting of Flink over flink-conf, as heartbeat.timeout; repeatable"
                            + " ("
                            + CHECKPOINTS
                            + " is 3 s here, "
                            + BACKOFF
                            + " 1 s)")
    private Map<String, String> flink = new LinkedHashMap<>();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "where clusters, logs and figures lie, empty or new (default: a temporary"
                            + " folder, removed when every promise was kept)")
    private Path data;

    @Override
    public Integer call() throws Exception {
        if (list) {
            for (FaultKind kind : FaultKind.values()) {
                spec.commandLine()
                        .getOut()
                        .printf("%-20s %s%n", kind.toString(), kind.description());
            }
            return 0;
        }
        requireNumbers();
        DataFolder folder = dataFolder();
        CampaignPlan plan = plan(folder.path());
        Log log = new Log(spec.commandLine().getOut(), plan.folder().resolve("outages.tsv"));
        log.line("to replay: " + replay(plan));
        log.line("data in " + plan.folder());
        Campaign campaign = new Campaign(plan, log);
        boolean kept = campaign.run();
        log.line(
                kept
                        ? "KEPT: every promise, over " + campaign.faults() + " faults"
                        : "BROKEN; to replay: " + replay(plan));
        if (kept) {
            folder.kept();
        }
        return kept ? 0 : 1;
    }

    private DataFolder dataFolder() {
        try {
            return DataFolder.of(data);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireNumbers() {
        if (faults < 1 || batch < 1 || taskManagers < 1 || deliveryTimeoutS < 1 || rate <= 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Numbers must be at least 1");
        }
    }

    private CampaignPlan plan(Path folder) throws IOException {
        TreeMap<String, String> settings = new TreeMap<>(flink);
        settings.putIfAbsent(CHECKPOINTS, "3 s");
        // Faults come closer here than anywhere: the delay would soon be that of those before.
        settings.putIfAbsent(BACKOFF, "1 s");
        // It starts often and lives shortly; what the second compiler gains it never earns back.
        settings.putIfAbsent("env.java.opts.jobmanager", "-XX:TieredStopAtLevel=1");
        return new CampaignPlan(
                ClusterCommand.home(),
                folder,
                seed,
                faults,
                batch,
                kinds.stream().filter(kind -> !cheap || kind.cheap()).toList(),
                rate,
                taskManagers,
                Duration.ofSeconds(deliveryTimeoutS),
                settings);
    }

    private String replay(CampaignPlan plan) {
        return "bench/chaos --seed "
                + seed
                + " --faults "
                + faults
                + " --batch "
                + batch
                + " --rate "
                + rate
                + " --task-managers "
                + taskManagers
                + " --delivery-timeout "
                + deliveryTimeoutS
                + " --kinds "
                + plan.kinds().stream().map(FaultKind::toString).collect(Collectors.joining(","))
                + plan.flink().entrySet().stream()
                        .map(each -> " -D '" + each.getKey() + "=" + each.getValue() + "'")
                        .collect(Collectors.joining());
    }

    /** Takes a kind as people write it. */
    static final class KindConverter implements ITypeConverter<FaultKind> {

        @Override
        public FaultKind convert(String text) {
            for (FaultKind kind : FaultKind.values()) {
                if (kind.toString().equals(text)) {
                    return kind;
                }
            }
            throw new CommandLine.TypeConversionException(
                    "Expected one of " + Arrays.toString(FaultKind.values()) + ", found " + text);
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new ChaosCommand()).execute(args));
    }
}
