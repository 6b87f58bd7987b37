package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What nobody should send: valid requests spoilt by bits, cuts, lies about lengths and numbers, and
 * nesting, under wrong headers, in wrong topics. All but ticks, which only a ticker may write: who
 * can write ticks moves time, as he is meant to.
 */
final class HostileSource implements Flood.Source {

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
    private final String name;
    private final int partitions;
    private final int replyTo;
    private final List<RandomRows> rows = new ArrayList<>();
    private long number;

    HostileSource(String name, long seed, int partitions, int replyTo) {
        this.name = name;
        this.partitions = partitions;
        this.replyTo = replyTo;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < COLLECTIONS; i++) {
            String collection = name + "_" + i;
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
                        spoilt(payload(method)));
        headers(hostile, method);
        return hostile;
    }

    private Method method() {
        return switch (random.nextInt(10)) {
            case 0 -> Method.CREATE_COLLECTION;
            case 1 -> random.nextBoolean() ? Method.DROP_COLLECTION : Method.HAS_COLLECTION;
            case 2 -> random.nextBoolean() ? Method.DESCRIBE_COLLECTION : Method.ALLOC_TIMESTAMP;
            default -> Method.INSERT;
        };
    }

    private String collection() {
        return name + "_" + random.nextInt(COLLECTIONS);
    }

    private byte[] payload(Method method) {
        return switch (method) {
            case CREATE_COLLECTION ->
                    SampleCollection.create(collection(), DIM, 1 + random.nextInt(4)).toByteArray();
            case DROP_COLLECTION ->
                    DropCollectionRequest.newBuilder()
                            .setCollectionName(collection())
                            .build()
                            .toByteArray();
            case HAS_COLLECTION ->
                    HasCollectionRequest.newBuilder()
                            .setCollectionName(collection())
                            .build()
                            .toByteArray();
            case DESCRIBE_COLLECTION ->
                    DescribeCollectionRequest.newBuilder()
                            .setCollectionName(collection())
                            .build()
                            .toByteArray();
            case ALLOC_TIMESTAMP -> AllocTimestampRequest.getDefaultInstance().toByteArray();
            default -> insert();
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

    private byte[] spoilt(byte[] payload) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> flipped(payload);
            case 3, 4 -> Arrays.copyOf(payload, random.nextInt(payload.length + 1));
            case 5 -> lying(payload);
            case 6 -> nested(payload);
            case 7 -> json();
            case 8 -> noise();
            case 9 -> random.nextInt(4) == 0 ? null : new byte[0];
            default -> payload;
        };
    }

    private byte[] flipped(byte[] payload) {
        for (int flips = 1 + random.nextInt(8); flips > 0 && payload.length > 0; flips--) {
            payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return payload;
    }

    /** Some byte, perhaps a length, becomes the beginning of a huge number. */
    private byte[] lying(byte[] payload) {
        int at = random.nextInt(payload.length + 1);
        byte[] lie = new byte[] {-1, -1, -1, -1, (byte) random.nextInt(16)};
        byte[] all = Arrays.copyOf(payload, payload.length + lie.length);
        System.arraycopy(lie, 0, all, at, lie.length);
        return all;
    }

    /** A message in a message, hundreds of times, under one field number. */
    private byte[] nested(byte[] payload) {
        int depth = 1 + random.nextInt(2_000);
        int field = 1 + random.nextInt(15);
        byte[] all = new byte[depth * 4];
        int end = all.length;
        int length = 0;
        for (int level = 0; level < depth; level++) {
            int lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : 3;
            for (int i = lengthBytes - 1, rest = length; i >= 0; i--) {
                int shift = 7 * i;
                all[end - lengthBytes + i] =
                        (byte) ((rest >>> shift & 0x7F) | (i < lengthBytes - 1 ? 0x80 : 0));
            }
            end -= lengthBytes;
            all[--end] = (byte) (field << 3 | 2);
            length += lengthBytes + 1;
        }
        return random.nextBoolean()
                ? Arrays.copyOfRange(all, end, all.length)
                : concat(payload, all, end);
    }

    private static byte[] concat(byte[] payload, byte[] all, int from) {
        byte[] both = Arrays.copyOf(payload, payload.length + all.length - from);
        System.arraycopy(all, from, both, payload.length, all.length - from);
        return both;
    }

    private byte[] json() {
        int depth = random.nextInt(3_000);
        String text =
                switch (random.nextInt(3)) {
                    case 0 -> "[".repeat(depth);
                    case 1 -> "{\"schema\":".repeat(depth) + "1" + "}".repeat(depth);
                    default ->
                            "{\"collection_name\":\""
                                    + collection()
                                    + "\",\"num_rows\":1e9,\"x\":1}";
                };
        return text.getBytes(UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
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
            hostile.headers().add("x".repeat(random.nextInt(300)), noise());
        }
    }
}
