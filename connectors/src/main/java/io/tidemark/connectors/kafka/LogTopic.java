package io.tidemark.connectors.kafka;

import java.io.Serializable;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * One request topic.
 *
 * @param name the topic's name
 * @param partitions how many partitions it has, fixed at creation
 * @param firstLogPartition log partition of its partition 0
 * @param client properties of Kafka clients
 */
public record LogTopic(String name, int partitions, int firstLogPartition, Properties client)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Checks that the topic is the log that state speaks of.
     *
     * @param expectedId the id state holds; null for a new job
     * @return the topic's id
     * @throws IllegalStateException a sentence, where it is not
     * @throws ExecutionException where the brokers do not tell; they may later
     */
    String verify(String expectedId) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = Admin.create(client)) {
            TopicDescription topic = describe(admin);
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            String id = topic.topicId().toString();
            if (expectedId != null && !expectedId.isEmpty() && !expectedId.equals(id)) {
                throw new IllegalStateException(
                        "topic "
                                + name
                                + " is not the log this state was made from: expected topic id "
                                + expectedId
                                + ", found "
                                + id
                                + "; it was deleted and created anew");
            }
            if (topic.partitions().size() != partitions) {
                throw new IllegalStateException(
                        "topic "
                                + name
                                + " must have "
                                + partitions
                                + " partitions, fixed when the cluster was created; found "
                                + topic.partitions().size());
            }
            String type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
            if (!type.equals("LogAppendTime")) {
                throw new IllegalStateException(
                        "topic "
                                + name
                                + " must have message.timestamp.type=LogAppendTime, found "
                                + type
                                + ": time comes from the brokers");
            }
            return id;
        }
    }

    private TopicDescription describe(Admin admin) throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "topic "
                                + name
                                + " does not exist: it was deleted after the job set it up; start"
                                + " the job anew where its requests are not needed any more",
                        failed);
            }
            throw failed;
        }
    }
}
