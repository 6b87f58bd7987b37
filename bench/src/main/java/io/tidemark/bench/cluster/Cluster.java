package io.tidemark.bench.cluster;

import io.tidemark.jobs.local.LoopbackPort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/**
 * A cluster of separate processes on this machine, as it would run on several: a Kafka broker, a
 * ZooKeeper, a JobManager that a later one can stand in for, TaskManagers. None of them outlives
 * this JVM.
 *
 * <p>Its data outlive it: one started again in the same folder goes on with its jobs.
 */
public final class Cluster implements AutoCloseable {

    /** Nobody beyond this machine reaches it. */
    public static final String HOST = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final ClusterPlan plan;
    private final int kafkaPort;
    private final int webPort;
    private final ClusterProcess broker;
    private final ClusterProcess zooKeeper;
    private final ClusterProcess jobManager;
    private final List<TaskManager> taskManagers = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private final FlinkCommand flink;
    private final FlinkRest rest;

    private record TaskManager(TaskManagerLaunches launches, ClusterProcess process) {}

    private Cluster(ClusterPlan plan) throws IOException {
        this.plan = plan;
        plan.folder().create();
        kafkaPort = LoopbackPort.free("Kafka", plan.ports().kafka());
        webPort = LoopbackPort.free("The web UI", plan.ports().web());
        int zooKeeperPort = LoopbackPort.free("ZooKeeper", plan.ports().zooKeeper());
        Configuration settings = FlinkSettings.of(plan, webPort, zooKeeperPort, kafkaPort);
        FlinkSettings.write(settings, plan);
        FlinkLaunches launches = new FlinkLaunches(plan, settings);
        broker = process(StoreLaunches.broker(plan, kafkaPort));
        zooKeeper = process(StoreLaunches.zooKeeper(plan, zooKeeperPort));
        jobManager = process(launches.jobManager());
        for (int number = 1; number <= plan.taskManagers(); number++) {
            String name = "taskmanager-" + number;
            TaskManagerLaunches own = new TaskManagerLaunches(launches, name);
            taskManagers.add(
                    new TaskManager(own, new ClusterProcess(name, own, plan.folder().logs())));
        }
        flink = new FlinkCommand(launches, plan);
        rest = new FlinkRest(webUrl());
    }

    private ClusterProcess process(Launch launch) {
        return new ClusterProcess(launch.name(), () -> launch, plan.folder().logs());
    }

    /** Starts all processes and returns when the TaskManagers have registered. */
    public static Cluster start(ClusterPlan plan) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(plan);
        try {
            for (ClusterProcess process : cluster.processes()) {
                process.start();
            }
            cluster.awaitTaskManagers();
            // One that ended since another did not listen yet has nothing to do with any fault.
            cluster.ended.clear();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Waits until Flink knows every TaskManager. */
    public void awaitTaskManagers() throws IOException, InterruptedException {
        Await.until(
                "the TaskManagers to register",
                PATIENCE,
                () -> {
                    restart();
                    return rest.taskManagerPorts().containsAll(taskManagers().keySet());
                });
    }

    /**
     * Starts the processes again that ended by themselves, as a supervisor does: a JobManager that
     * lost its leadership ends, for one.
     *
     * @return how they had ended, with those that were started again meanwhile by a wait in here
     */
    public List<Ended> startWhatEnded() throws IOException {
        restart();
        List<Ended> all = List.copyOf(ended);
        ended.clear();
        return all;
    }

    private void restart() throws IOException {
        for (ClusterProcess process : processes()) {
            if (process.endedByItself()) {
                ended.add(process.ended());
                process.start();
            }
        }
    }

    public ClusterPlan plan() {
        return plan;
    }

    /** What a Kafka client's {@code bootstrap.servers} is to be. */
    public String bootstrapServers() {
        return HOST + ":" + kafkaPort;
    }

    public String webUrl() {
        return "http://" + HOST + ":" + webPort;
    }

    public ClusterProcess broker() {
        return broker;
    }

    public ClusterProcess jobManager() {
        return jobManager;
    }

    /** The TaskManagers by their RPC ports, which are others after each start. */
    public SortedMap<Integer, ClusterProcess> taskManagers() {
        SortedMap<Integer, ClusterProcess> byPort = new TreeMap<>();
        taskManagers.forEach(each -> byPort.put(each.launches().rpcPort(), each.process()));
        return byPort;
    }

    /** All of them, in the order they are started in. */
    public List<ClusterProcess> processes() {
        List<ClusterProcess> all = new ArrayList<>(List.of(broker, zooKeeper, jobManager));
        taskManagers.forEach(each -> all.add(each.process()));
        return all;
    }

    /** The command {@code flink} on this cluster. */
    public FlinkCommand flink() {
        return flink;
    }

    public FlinkRest rest() {
        return rest;
    }

    /** Stops all processes; jobs go on when a cluster is started in the same folder. */
    @Override
    public void close() throws InterruptedException {
        // The broker last: a task that cannot write does not end in peace.
        List<ClusterProcess> flinkFirst = new ArrayList<>(processes());
        Collections.reverse(flinkFirst);
        for (ClusterProcess process : flinkFirst) {
            process.stop();
        }
    }
}
