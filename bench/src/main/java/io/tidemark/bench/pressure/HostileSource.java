package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What nobody should send: valid requests spoilt by bits, cuts, lies about lengths and numbers, and
 * nesting, under wrong headers, in wrong topics. Of all methods but ticks and settings: who can
 * write those moves time, or changes what everybody else meets, as he is meant to.
 */
final class HostileSource implements Flood.Source {

    private static final List<Method> SENT =
            EnumSet.complementOf(
                            EnumSet.of(
                                    Method.TIME_TICK,
                                    Method.UPDATE_CHANNEL_TIME_TICK,
                                    Method.ALTER_SETTINGS))
                    .stream()
                    .toList();
    private static final int COLLECTIONS = 20;
    private static final int DIM = 4;
    private static final List<String> METHODS =
            List.of(
                    "",
                    "Insert",
                    "CreateCollection",
                    "nonsense",
                    "\uFFFF",
                    "/milvus.proto.milvus.MilvusService/Insert",
                    "milvus.proto.milvus.DeleteRequest");
    private static final List<String> ADDRESSES =
            List.of("", "-1", "4", "2147483647", "x", " 2 ", "99999999999");

    private final SplittableRandom random;
    private final Spoiler spoiler;
    private final PlausibleRequests plausible;
    private final String name;
    private final String collections;
    private final int partitions;
    private final int replyTo;
    private final List<RandomRows> rows = new ArrayList<>();
    private long number;

    /**
     * @param name of this source alone
     * @param collections how the names of what is there for all such sources begin: a list costs
     *     what it lists, so that the next source is not to meet a table the last one filled
     * @param partitions of {@code requests}
     * @param replyTo the partition of {@code responses}
     */
    HostileSource(String name, String collections, long seed, int partitions, int replyTo) {
        this.name = name;
        this.collections = collections;
        this.partitions = partitions;
        this.replyTo = replyTo;
        this.random = new SplittableRandom(seed);
        this.spoiler = new Spoiler(random, this::collection);
        this.plausible = new PlausibleRequests(random, this::collection);
        for (int i = 0; i < COLLECTIONS; i++) {
            String collection = collections + i;
            rows.add(
                    new RandomRows(collection, SampleCollection.schema(collection, DIM), seed + i));
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> next() {
        Method method = method();
        boolean definition = method.topic() == Method.Topic.DEFINITIONS;
        if (random.nextInt(20) == 0) {
            definition = !definition;
        }
        ProducerRecord<byte[], byte[]> hostile =
                new ProducerRecord<>(
                        definition ? "definitions" : "requests",
                        definition ? 0 : random.nextInt(partitions),
                        null,
                        spoiler.spoilt(payload(method)));
        headers(hostile, method);
        return hostile;
    }

    private Method method() {
        return switch (random.nextInt(10)) {
            case 0 -> Method.CREATE_COLLECTION;
            case 1, 2, 3 -> SENT.get(random.nextInt(SENT.size()));
            default -> Method.INSERT;
        };
    }

    private String collection() {
        return collections + random.nextInt(COLLECTIONS);
    }

    private byte[] payload(Method method) {
        return switch (method) {
            case CREATE_COLLECTION ->
                    SampleCollection.create(collection(), DIM, 1 + random.nextInt(4)).toByteArray();
            case INSERT -> insert();
            default -> plausible.next(method.requestPrototype()).toByteArray();
        };
    }

    private byte[] insert() {
        InsertRequest.Builder insert =
                rows.get(random.nextInt(COLLECTIONS)).next(1 + random.nextInt(9)).toBuilder();
        switch (random.nextInt(12)) {
            case 0 -> insert.setNumRows(random.nextInt());
            case 1 -> insert.getFieldsDataBuilder(1).getVectorsBuilder().setDim(random.nextLong());
            case 2 -> insert.addFieldsData(insert.getFieldsData(0));
            case 3 -> insert.removeFieldsData(0);
            case 4 -> insert.setBase(MsgBase.newBuilder().setTimestamp(random.nextLong()));
            default -> {}
        }
        return insert.build().toByteArray();
    }

    private void headers(ProducerRecord<byte[], byte[]> hostile, Method method) {
        String told =
                random.nextInt(6) == 0
                        ? METHODS.get(random.nextInt(METHODS.size()))
                        : method.fullName();
        if (random.nextInt(10) > 0) {
            hostile.headers().add("method", told.getBytes(UTF_8));
        }
        if (random.nextInt(8) == 0) {
            hostile.headers().add("content-type", "application/json".getBytes(UTF_8));
        }
        if (random.nextInt(20) > 0) {
            String address =
                    random.nextInt(20) == 0
                            ? ADDRESSES.get(random.nextInt(ADDRESSES.size()))
                            : Integer.toString(replyTo);
            hostile.headers().add("reply-to", address.getBytes(UTF_8));
        }
        String correlation = name + "-" + number++;
        if (random.nextInt(2_000) == 0) {
            correlation = correlation + "x".repeat(random.nextInt(10_000));
        }
        hostile.headers().add("correlation", correlation.getBytes(UTF_8));
        if (random.nextInt(50) == 0) {
            hostile.headers().add("x".repeat(random.nextInt(300)), spoiler.noise());
        }
    }
}
