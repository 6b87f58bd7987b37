package io.tidemark.jobs;

import io.tidemark.connectors.kafka.LogDigest.Accepted;
import java.io.DataInputStream;
import java.io.IOException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose state a job may go on from (R4), found at its submission: only there is it known what the
 * state is. To an operator, a savepoint that stopped its job and a checkpoint look alike.
 */
final class StateOrigin {

    private static final Logger LOG = LoggerFactory.getLogger(StateOrigin.class);

    private StateOrigin() {}

    /**
     * What the job to be submitted accepts.
     *
     * @param config Flink's and Tidemark's settings of it
     */
    static Accepted accepted(ReadableConfig config) {
        if (config.get(TidemarkOptions.FORCE_STATE)) {
            return Accepted.ANY;
        }
        String path = config.get(StateRecoveryOptions.SAVEPOINT_PATH);
        return path != null && stoppedItsJob(path)
                ? Accepted.OF_OLDER_VERSIONS
                : Accepted.OF_THIS_VERSION;
    }

    private static boolean stoppedItsJob(String path) {
        try {
            StreamStateHandle metadata =
                    AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path)
                            .getMetadataHandle();
            try (FSDataInputStream file = metadata.openInputStream();
                    DataInputStream in = new DataInputStream(file)) {
                CheckpointProperties properties =
                        Checkpoints.loadCheckpointMetadata(
                                        in, StateOrigin.class.getClassLoader(), path)
                                .getCheckpointProperties();
                return properties != null && properties.isSynchronous();
            }
        } catch (IOException unreadable) {
            // Whether Flink can read it where the job will run is Flink's to find out.
            LOG.warn(
                    "{} cannot be read from here: state of another version is refused.",
                    path,
                    unreadable);
            return false;
        }
    }
}
