package io.tidemark.jobs.local;

import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM, with a JobManager, one TaskManager and the web UI, that runs one
 * job. The job is submitted as {@code flink run} does it: from its jar, through the REST port, in a
 * class loader of its own. So what runs here is, byte for byte, what runs on a cluster.
 */
final class LocalFlink {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);
    private static final long SAVEPOINT_PATIENCE_S = 10;
    private static final long REST_PATIENCE_S = 10;

    private final MiniCluster cluster;
    private final Configuration configuration;
    private final JobID job = new JobID();

    private LocalFlink(MiniCluster cluster, Configuration configuration) {
        this.cluster = cluster;
        this.configuration = configuration;
    }

    static LocalFlink start(Configuration configuration) throws Exception {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(
                                        configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
                                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                                .build());
        cluster.start();
        return new LocalFlink(cluster, configuration);
    }

    /**
     * Submits the job.
     *
     * @param resumeFrom a savepoint's or checkpoint's folder; empty to begin with the log
     * @throws IllegalStateException with the program's own sentence where it refused
     */
    void submit(Path jar, Optional<Path> resumeFrom) throws Exception {
        Configuration submission = new Configuration(configuration);
        submission.set(DeploymentOptions.TARGET, "remote");
        submission.set(DeploymentOptions.ATTACHED, false);
        submission.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, job.toHexString());
        resumeFrom.ifPresent(
                point ->
                        SavepointRestoreSettings.toConfiguration(
                                SavepointRestoreSettings.forPath(point.toUri().toString()),
                                submission));
        try (PackagedProgram program =
                PackagedProgram.newBuilder()
                        .setJarFile(jar.toFile())
                        .setConfiguration(submission)
                        .build()) {
            ConfigUtils.encodeCollectionToConfig(
                    submission,
                    PipelineOptions.JARS,
                    program.getJobJarAndDependencies(),
                    URL::toString);
            ClientUtils.executeProgram(
                    new DefaultExecutorServiceLoader(), submission, program, false, true);
        } catch (ProgramInvocationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "The job was not started: " + Sentences.of(cause), cause);
        }
    }

    /** Completes when the job has ended, for whatever reason. */
    CompletableFuture<JobResult> result() {
        return cluster.requestJobResult(job);
    }

    /** Why the job was restarted last, as a sentence. */
    Optional<String> lastFailure() throws InterruptedException {
        try {
            AccessExecutionGraph graph =
                    cluster.getExecutionGraph(job).get(REST_PATIENCE_S, TimeUnit.SECONDS);
            return Optional.ofNullable(graph.getFailureInfo())
                    .map(ErrorInfo::getException)
                    .map(failure -> failure.deserializeError(getClass().getClassLoader()))
                    .map(Sentences::ofRoot);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The job's failure is not known", e);
            return Optional.empty();
        }
    }

    /**
     * Stops the job with a savepoint. Where it cannot take one (it is just being restarted, say),
     * it is cancelled, and its newest checkpoint stays.
     */
    void stopJob() throws InterruptedException {
        try {
            String savepoint =
                    cluster.stopWithSavepoint(
                                    job,
                                    configuration.get(CheckpointingOptions.SAVEPOINT_DIRECTORY),
                                    false,
                                    SavepointFormatType.NATIVE)
                            .get(SAVEPOINT_PATIENCE_S, TimeUnit.SECONDS);
            LOG.info("Stopped the job with savepoint {}", savepoint);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("No savepoint was taken; the newest checkpoint stays", e);
            cancel();
        }
    }

    private void cancel() throws InterruptedException {
        try {
            cluster.cancelJob(job).get(REST_PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The job was not cancelled; it ends with its cluster", e);
        }
    }

    void close() throws Exception {
        cluster.close();
    }
}
