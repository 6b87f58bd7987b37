package io.tidemark.bench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** The processes of Flink, with the memory and the options that Flink's own scripts give them. */
final class FlinkLaunches {

    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String CLI = "org.apache.flink.client.cli.CliFrontend";

    private final ClusterPlan plan;
    private final Configuration settings;

    FlinkLaunches(ClusterPlan plan, Configuration settings) {
        this.plan = plan;
        this.settings = settings;
    }

    Launch jobManager() {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(settings);
        List<String> arguments = new ArrayList<>(configDir());
        arguments.addAll(List.of("--executionMode", "cluster"));
        arguments.addAll(
                FlinkSettings.words(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
        return launch(
                "jobmanager",
                JobManagerProcessUtils.generateJvmParametersStr(spec, settings),
                CoreOptions.FLINK_JM_JVM_OPTIONS,
                JOB_MANAGER,
                arguments);
    }

    Launch taskManager(String name, int rpcPort) {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(settings);
        List<String> arguments = new ArrayList<>(configDir());
        arguments.addAll(
                FlinkSettings.words(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
        arguments.add("-D" + TaskManagerOptions.RPC_PORT.key() + "=" + rpcPort);
        arguments.add(
                "-D" + CoreOptions.TMP_DIRS.key() + "=" + plan.folder().temporary().resolve(name));
        return launch(
                name,
                ProcessMemoryUtils.generateJvmParametersStr(spec),
                CoreOptions.FLINK_TM_JVM_OPTIONS,
                TASK_MANAGER,
                arguments);
    }

    /** The command {@code flink}, with its arguments. */
    Launch cli(List<String> arguments) {
        List<String> jvm = new ArrayList<>(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
        jvm.addAll(FlinkSettings.javaOptions(settings, CoreOptions.FLINK_CLI_JVM_OPTIONS));
        return new Launch(
                "flink",
                jvm,
                conf().resolve("log4j-cli.properties"),
                plan.flinkClassPath(),
                CLI,
                arguments);
    }

    private Launch launch(
            String name,
            String memory,
            ConfigOption<String> options,
            String main,
            List<String> arguments) {
        List<String> jvm = new ArrayList<>(FlinkSettings.words(memory));
        jvm.addAll(FlinkSettings.javaOptions(settings, options));
        return new Launch(
                name,
                jvm,
                conf().resolve("log4j.properties"),
                plan.flinkClassPath(),
                main,
                arguments);
    }

    private List<String> configDir() {
        return List.of("--configDir", conf().toString());
    }

    private Path conf() {
        return plan.folder().configuration();
    }
}
