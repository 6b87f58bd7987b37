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
 * @param force take state of another digest all the same, at the operator's own risk
 */
public record LogDigest(String settings, int behaviour, boolean force) implements Serializable {

    /** The version of this code's behaviour. */
    public static final int BEHAVIOUR = 4;

    private static final long serialVersionUID = 1L;

    public static LogDigest of(ClusterSettings settings, boolean force) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(settings.toByteArray());
            return new LogDigest(HexFormat.of().formatHex(hash), BEHAVIOUR, force);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    void requireSame(LogTopic topic, LogEnumeratorState restored) {
        if (force) {
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
        if (behaviour != restored.behaviour()) {
            throw LogStop.because(
                    "the state was written by behaviour version "
                            + restored.behaviour()
                            + ", this job has version "
                            + behaviour
                            + ": upgrade with a savepoint taken by a stop, or force it with"
                            + " tidemark.state.force",
                    null);
        }
    }
}
