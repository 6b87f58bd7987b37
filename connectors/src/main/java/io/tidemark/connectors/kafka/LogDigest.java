package io.tidemark.connectors.kafka;

import io.tidemark.proto.ClusterSettings;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What shapes an output beside the log itself (R4): the settings fixed at creation and the version
 * of the behaviour. State carries both. Settings that requests change are of the log: the state
 * holds them as it holds every definition, and their defaults belong to the behaviour.
 *
 * @param settings SHA-256 of the settings, in hex
 * @param behaviour rises with every change that lets the same log give other bytes
 * @param accepted what state may be restored
 */
public record LogDigest(String settings, int behaviour, Accepted accepted) implements Serializable {

    /** Whose state a job goes on from. */
    public enum Accepted {
        /** A checkpoint's: what was written behind it is written again, so only bit for bit. */
        OF_THIS_VERSION,
        /** Of a savepoint that stopped its job: nothing was written behind it. */
        OF_OLDER_VERSIONS,
        /** Any, also of other settings: at the operator's own risk. */
        ANY
    }

    /** The version of this code's behaviour. */
    public static final int BEHAVIOUR = 6;

    private static final long serialVersionUID = 1L;

    public static LogDigest of(ClusterSettings settings, Accepted accepted) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(settings.toByteArray());
            return new LogDigest(HexFormat.of().formatHex(hash), BEHAVIOUR, accepted);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Stops the job where it must not go on from a state, with a sentence. */
    void requireAcceptable(LogTopic topic, LogEnumeratorState restored) {
        if (accepted == Accepted.ANY) {
            return;
        }
        if (!settings.equals(restored.settingsDigest())) {
            throw LogStop.because(
                    "the state was written under other cluster settings than topic `cluster` holds"
                            + " now (reading "
                            + topic.name()
                            + "); restore it against its own log, or force it with"
                            + " tidemark.state.force",
                    null);
        }
        if (behaviour < restored.behaviour()) {
            throw LogStop.because(
                    versions(restored)
                            + ": a newer version wrote on, which this one cannot continue; start"
                            + " that version again, or force it with tidemark.state.force",
                    null);
        }
        if (behaviour > restored.behaviour() && accepted != Accepted.OF_OLDER_VERSIONS) {
            throw LogStop.because(
                    versions(restored)
                            + ": what was written behind a checkpoint would be written again and"
                            + " differ; start the old version from it, stop that with a savepoint"
                            + " (flink stop) and start this one from the savepoint, or force it"
                            + " with tidemark.state.force",
                    null);
        }
    }

    private String versions(LogEnumeratorState restored) {
        return "the state was written by behaviour version "
                + restored.behaviour()
                + ", this job has version "
                + behaviour;
    }
}
