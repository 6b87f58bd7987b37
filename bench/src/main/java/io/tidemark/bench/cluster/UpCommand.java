package io.tidemark.bench.cluster;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the cluster until it is stopped, and starts again what ends, as a supervisor does. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs Kafka, ZooKeeper, a JobManager and TaskManagers, each a process of its own, with"
                    + " flink-conf/config.yaml, and submits the job's jar with 'flink run'.",
            "Nothing listens beyond this machine. Ctrl-C stops everything; the next 'up' goes on"
                    + " where it was, after a kill too."
        })
final class UpCommand implements Callable<Integer> {

    private static final long LOOK_MS = 500;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "where everything is kept (default: data/cluster, in the project's folder)")
    private Path data;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description =
                    "0 for any free one, as the next two; a job that goes on needs the port it was"
                            + " submitted with (default: ${DEFAULT-VALUE})")
    private int kafkaPort;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "of the web UI and REST (default: ${DEFAULT-VALUE})")
    private int webPort;

    @Option(
            names = "--zookeeper-port",
            paramLabel = "PORT",
            defaultValue = "2181",
            description = "(default: ${DEFAULT-VALUE})")
    private int zooKeeperPort;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "2",
            description = "of two slots each (default: ${DEFAULT-VALUE})")
    private int taskManagers;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "of the job, at its first start (default: ${DEFAULT-VALUE})")
    private int parallelism;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "a setting of Flink or of the job, over flink-conf; repeatable")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        Path home = ClusterCommand.home();
        ClusterPlan plan =
                new ClusterPlan(
                        home,
                        new ClusterFolder(data == null ? home.resolve("data/cluster") : data),
                        taskManagers,
                        new ClusterPlan.Ports(kafkaPort, webPort, zooKeeperPort),
                        new TreeMap<>(settings),
                        new TreeMap<>());
        say("Starting Kafka, ZooKeeper, the JobManager and the TaskManagers ...");
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main), "stop"));
        try (Cluster cluster = Cluster.start(plan)) {
            String job = job(cluster);
            greet(cluster, job);
            supervise(cluster);
        } catch (InterruptedException asked) {
            say("Stopped; the next 'up' goes on with the job.");
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /** The job that is there, or else one that goes on from what the last one left. */
    private String job(Cluster cluster) throws Exception {
        List<String> open = cluster.rest().openJobs();
        if (!open.isEmpty()) {
            return open.get(0);
        }
        List<Path> points = RestorePoints.all(cluster.plan().folder());
        Optional<Path> newest =
                points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
        newest.ifPresent(point -> say("The job goes on from " + point));
        return cluster.flink().run(parallelism, newest, new TreeMap<>());
    }

    private void greet(Cluster cluster, String job) {
        say("");
        say("  Kafka    " + cluster.bootstrapServers());
        say("  web UI   " + cluster.webUrl());
        say("  job      " + job);
        for (ClusterProcess process : cluster.processes()) {
            say(String.format(Locale.ROOT, "  %-15s process %d", process.name(), process.pid()));
        }
        say("  data     " + cluster.plan().folder().root());
        say("  logs     " + cluster.plan().folder().logs());
        say("  conf     " + cluster.plan().folder().configuration());
        say("");
        say("In another terminal: bin/cluster flink list; bin/tidemark send, follow, barrier.");
        say("Ctrl-C stops everything; the next 'up' goes on where it was.");
    }

    private void supervise(Cluster cluster) throws Exception {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            for (Ended ended : cluster.startWhatEnded()) {
                say(ended + " and was started again");
            }
        }
    }

    /** In a shutdown hook, for that is where Ctrl-C and a termination arrive. */
    private void end(Thread main) {
        main.interrupt();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
