package io.tidemark.connectors.kafka;

import java.util.List;

/**
 * What a checkpoint keeps of the enumerator.
 *
 * @param topicId the broker's id of the topic: another topic under the same name is another log
 * @param settingsDigest SHA-256 of the cluster's settings, in hex
 * @param behaviour version of the behaviour that wrote the state
 * @param unassigned splits that no reader has: all of them or none at the start
 */
record LogEnumeratorState(
        String topicId, String settingsDigest, int behaviour, List<LogSplit> unassigned) {}
