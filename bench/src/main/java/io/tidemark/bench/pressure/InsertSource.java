package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.request.Method;
import io.tidemark.schema.InsertRate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Inserts made beforehand, so that making them does not slow a flood down. */
final class InsertSource implements Flood.Source {

    private static final int BODIES = 64;
    private static final int SHARDS = 2;

    private final byte[][] bodies = new byte[BODIES][];
    private final byte[] method = Method.INSERT.fullName().getBytes(UTF_8);
    private final byte[] replyTo;
    private final String name;
    private final int partitions;
    private long next;

    /**
     * @param name of this source: prefix of its correlations
     * @param partitions it writes to the first so many of {@code requests}
     * @param replyTo partition of {@code responses}
     */
    InsertSource(
            String name,
            String collection,
            int rows,
            int dim,
            long seed,
            int partitions,
            int replyTo) {
        this.name = name;
        this.partitions = partitions;
        this.replyTo = Integer.toString(replyTo).getBytes(UTF_8);
        RandomRows random =
                new RandomRows(collection, SampleCollection.schema(collection, dim), seed);
        for (int i = 0; i < BODIES; i++) {
            bodies[i] = random.next(rows).toByteArray();
        }
    }

    /** What must be executed before its inserts. */
    static ProducerRecord<byte[], byte[]> create(String session, String collection, int dim) {
        return definition(
                session + "_create-0",
                Method.CREATE_COLLECTION,
                SampleCollection.create(collection, dim, SHARDS));
    }

    /**
     * Limits what the collection takes.
     *
     * @param mebibytes a second
     */
    static ProducerRecord<byte[], byte[]> limit(
            String session, String collection, String mebibytes) {
        return definition(
                session + "_limit-0",
                Method.ALTER_COLLECTION,
                AlterCollectionRequest.newBuilder()
                        .setCollectionName(collection)
                        .addProperties(
                                KeyValuePair.newBuilder()
                                        .setKey(InsertRate.PROPERTY)
                                        .setValue(mebibytes))
                        .build());
    }

    private static ProducerRecord<byte[], byte[]> definition(
            String correlation, Method method, Message request) {
        ProducerRecord<byte[], byte[]> definition =
                new ProducerRecord<>("definitions", 0, null, request.toByteArray());
        definition
                .headers()
                .add("method", method.fullName().getBytes(UTF_8))
                .add("reply-to", Integer.toString(InsertFloods.REPLY_TO).getBytes(UTF_8))
                .add("correlation", correlation.getBytes(UTF_8));
        return definition;
    }

    @Override
    public ProducerRecord<byte[], byte[]> next() {
        long number = next++;
        ProducerRecord<byte[], byte[]> insert =
                new ProducerRecord<>(
                        "requests",
                        (int) (number % partitions),
                        null,
                        bodies[(int) (number % BODIES)]);
        insert.headers()
                .add("method", method)
                .add("reply-to", replyTo)
                .add("correlation", (name + "-" + number).getBytes(UTF_8));
        return insert;
    }
}
