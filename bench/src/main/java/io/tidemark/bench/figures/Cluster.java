package io.tidemark.bench.figures;

import com.google.protobuf.Message;
import io.tidemark.jobs.ClusterOptions;
import io.tidemark.jobs.TidemarkJob;
import io.tidemark.jobs.TidemarkOptions;
import io.tidemark.jobs.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics of one cluster: each contender has its own on the one broker, so that it reads when it
 * is its turn.
 *
 * @param prefix of its topics
 */
record Cluster(String bootstrap, String prefix, int channels, int partitions, int tickStepMs) {

    /** Creates the topics and asks for the collections; no job runs yet. */
    void create(List<? extends Message> collections) throws Exception {
        Configuration leader = new Configuration();
        leader.set(TidemarkOptions.BOOTSTRAP, bootstrap);
        leader.set(TidemarkOptions.TOPIC_PREFIX, prefix);
        leader.set(ClusterOptions.CHANNELS, channels);
        leader.set(ClusterOptions.REQUEST_PARTITIONS, partitions);
        leader.set(ClusterOptions.TICK_STEP, Duration.ofMillis(tickStepMs));
        TidemarkJob.setUp(leader);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Message create : collections) {
                producer.send(
                                new ProducerRecord<>(
                                        topics().definitions(), 0, null, create.toByteArray()))
                        .get();
            }
        }
    }

    Topics topics() {
        return new Topics(prefix, prefix);
    }

    Properties client() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrap);
        return client;
    }

    /** Where each channel of the write-ahead log ends. */
    long[] dmlEnds(Admin admin) throws ExecutionException, InterruptedException {
        return ends(admin, topics().dml(), channels);
    }

    /** Where each partition of the requests ends. */
    long[] requestEnds(Admin admin) throws ExecutionException, InterruptedException {
        return ends(admin, topics().requests(), partitions);
    }

    private static long[] ends(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(latest).all().get();
        return IntStream.range(0, partitions)
                .mapToLong(partition -> found.get(new TopicPartition(topic, partition)).offset())
                .toArray();
    }

    /** Where a group of consumers stands in the requests; 0 where it committed nothing. */
    long[] committed(Admin admin, String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> found =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        return IntStream.range(0, partitions)
                .mapToLong(
                        partition -> {
                            OffsetAndMetadata offset =
                                    found.get(new TopicPartition(topics().requests(), partition));
                            return offset == null ? 0 : offset.offset();
                        })
                .toArray();
    }

    /** Deletes its log when nobody needs it any more: the disk would not hold those of all. */
    void forget() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            forget(admin);
        }
    }

    /** Deletes what everybody has read: the disk would not hold all rounds. */
    void forget(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        forget(all, topics().requests(), requestEnds(admin));
        forget(all, topics().dml(), dmlEnds(admin));
        admin.deleteRecords(all).all().get();
    }

    private static void forget(
            Map<TopicPartition, RecordsToDelete> all, String topic, long[] ends) {
        for (int partition = 0; partition < ends.length; partition++) {
            all.put(
                    new TopicPartition(topic, partition),
                    RecordsToDelete.beforeOffset(ends[partition]));
        }
    }
}
