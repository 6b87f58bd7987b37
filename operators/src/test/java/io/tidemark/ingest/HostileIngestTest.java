package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever lies in the log, ingest takes it: as a request, or as a refusal in words. */
class HostileIngestTest {

    private static final long SEED = 20_260_101;
    private static final int RECORDS = 10_000;
    private static final ReplyTo BYTES = new ReplyTo(0, new byte[0], false);
    private static final ReplyTo JSON = new ReplyTo(0, new byte[0], true);
    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setMaxDriftMs(500)
                    .setMaxRows(100)
                    .setDefinitionIdBlock(16)
                    .setMaxRequestBytes(10_000)
                    .build();
    private static final List<byte[]> VALID =
            List.of(
                    CreateCollectionRequest.newBuilder()
                            .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateCollection))
                            .setCollectionName("films")
                            .build()
                            .toByteArray(),
                    InsertRequest.newBuilder()
                            .setBase(MsgBase.newBuilder().setTimestamp(1L << 30))
                            .setCollectionName("films")
                            .setNumRows(3)
                            .build()
                            .toByteArray(),
                    AllocTimestampRequest.newBuilder()
                            .setBase(MsgBase.newBuilder().setTimestamp(9))
                            .build()
                            .toByteArray(),
                    "{\"collection_name\": \"films\", \"num_rows\": 1e1, \"fields_data\": [{}]}"
                            .getBytes(StandardCharsets.UTF_8),
                    "{\"schema\": {\"fields\": [{\"data_type\": \"Int64\"}]}, \"shards_num\": 2}"
                            .getBytes(StandardCharsets.UTF_8));

    private final PartitionIngest ingest =
            new PartitionIngest(1, SETTINGS, PartitionIngest.State.INITIAL);
    private long offset;

    @Test
    void usageExample() {
        Request refused = take("Insert", BYTES, new byte[] {(byte) 0xff});

        assertThat(refused.refusal().kind()).isEqualTo(ErrorKind.INVALID_PARAMETER);
        assertThat(refused.refusal().reason()).startsWith("expected a serialized Milvus message");
    }

    @Test
    void nothingThatLiesInARecordStopsAPartition() {
        Random random = new Random(SEED);
        int refused = 0;
        long newest = 0;
        for (int i = 0; i < RECORDS; i++) {
            Request request =
                    take(
                            random.nextInt(4) == 0 ? null : method(random),
                            random.nextInt(5) == 0 ? JSON : BYTES,
                            mutated(random));
            if (request.refused()) {
                assertThat(request.refusal().reason()).isNotBlank();
                refused++;
            } else {
                assertThat(request.timestamp()).as("record %d", i).isGreaterThan(newest);
                newest = request.timestamp();
            }
        }
        assertThat(refused).as("refused, yet not all").isBetween(RECORDS / 10, RECORDS * 19 / 20);
        assertThat(take("Insert", BYTES, VALID.get(1)).refused()).isFalse();
    }

    @Test
    void jsonNestedWithoutEndIsRefused() {
        Request refused =
                take("Insert", JSON, "{\"a\":[".repeat(1_600).getBytes(StandardCharsets.UTF_8));

        assertThat(refused.refusal().reason()).startsWith("Expected a JSON object");
    }

    @Test
    void aTickThatCannotBeReadIsRefusedAndMovesNothing() {
        Request refused = take("TimeTickMsg", JSON, "tick".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.method()).isEqualTo(Method.TIME_TICK);
        assertThat(refused.refused()).isTrue();
        assertThat(ingest.last()).isZero();
    }

    @Test
    void aRequestMayHaveTheLimitAndNotAByteMore() {
        byte[] payload = new byte[SETTINGS.getMaxRequestBytes()];
        // Field 15, as long as what is left: no message knows it.
        payload[0] = (15 << 3) | 2;
        payload[1] = (byte) (((payload.length - 3) & 0x7f) | 0x80);
        payload[2] = (byte) ((payload.length - 3) >>> 7);

        assertThat(take("AllocTimestamp", BYTES, payload).refused()).isFalse();
        Request larger = take("AllocTimestamp", BYTES, Arrays.copyOf(payload, payload.length + 1));
        assertThat(larger.refusal().kind()).isEqualTo(ErrorKind.TOO_LARGE);
    }

    private Request take(String method, ReplyTo replyTo, byte[] payload) {
        long appendMs = 1_000_000 + offset;
        Request request =
                ingest.take(new LogRecord(offset, appendMs, method, replyTo, Payload.of(payload)));
        assertThat(request.offset()).isEqualTo(offset++);
        assertThat(HybridTimestamp.physicalMs(request.timestamp()))
                .isLessThanOrEqualTo(appendMs + 2 * SETTINGS.getMaxDriftMs());
        return request;
    }

    private static String method(Random random) {
        return List.of("Insert", "AllocTimestamp", "Insert", "CreateCollection", "Nonsense")
                .get(random.nextInt(5));
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = VALID.get(random.nextInt(VALID.size())).clone();
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
