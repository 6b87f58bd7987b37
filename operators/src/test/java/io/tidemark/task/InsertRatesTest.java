package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.insert.InsertSchema;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.RefusedException;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InsertRatesTest {

    private static final int MEBIBYTE = 1 << 20;

    private final InsertRates rates = new InsertRates(2, List.of());

    @Test
    void usageExample() throws Exception {
        InsertSchema films = films("2");

        // Of two proxies each has a share of 1 MiB a second, and a second's worth to begin with.
        rates.take(films, insert(1_000, MEBIBYTE));

        assertRefused(films, insert(1_000, 1));
        rates.take(films, insert(1_001, 2_000));
        assertRefused(films, insert(1_001, 1));
    }

    @Test
    void whatWasTakenBeyondTheBucketIsOwed() throws Exception {
        InsertSchema films = films("2");
        rates.take(films, insert(0, 3 * MEBIBYTE));

        assertRefused(films, insert(2_000, 1));
        rates.take(films, insert(2_001, 1));
    }

    @Test
    void aBucketHoldsASecondsWorthHoweverLongNobodyTookAnything() throws Exception {
        InsertSchema films = films("2");
        rates.take(films, insert(1_000, 1));
        long later = 1_000L + (1L << 45);

        rates.take(films, insert(later, MEBIBYTE));
        assertRefused(films, insert(later, 1));
    }

    @Test
    void withoutALimitNothingIsKept() throws Exception {
        rates.take(films("-1"), insert(0, 1 << 30));

        assertThat(rates.snapshot()).isEmpty();
    }

    @Test
    void whatMayTakeNothingTakesNothing() throws Exception {
        assertRefused(films("0"), insert(0, 0));

        // Nor where it could before, or does again.
        rates.take(films("1"), insert(1, 10));
        assertRefused(films("0"), insert(2, 1));
        assertRefused(films("1"), insert(2, 1));
        rates.take(films("1"), insert(3, 1));
    }

    @Test
    void aDroppedCollectionIsForgotten() throws Exception {
        rates.take(films("1"), insert(0, 1));
        rates.forget(7);

        assertThat(rates.snapshot()).isEmpty();
    }

    @Test
    void aReplayFromAnyCheckpointLetsInTheSame() {
        Random random = new Random(1);
        InsertRates whole = new InsertRates(3, List.of());
        InsertRates broken = new InsertRates(3, List.of());
        long ms = 1_700_000_000_000L;
        long taken = 0;
        long firstMs = ms;
        for (int i = 0; i < 10_000; i++) {
            ms += random.nextInt(20);
            InsertSchema films = films(i < 5_000 ? "0.3" : "0.6");
            Request insert = insert(ms, random.nextInt(3_000));
            boolean passes = passes(whole, films, insert);
            assertThat(passes(broken, films, insert)).isEqualTo(passes);
            taken += passes ? insert.payload().size() : 0;
            if (random.nextInt(100) == 0) {
                broken = new InsertRates(3, broken.snapshot());
            }
        }
        double bytesPerSecond = taken / ((ms - firstMs) / 1_000.0);
        assertThat(bytesPerSecond / MEBIBYTE).isBetween(0.1, 0.2);
    }

    private static boolean passes(InsertRates rates, InsertSchema schema, Request insert) {
        try {
            rates.take(schema, insert);
            return true;
        } catch (RefusedException refused) {
            assertThat(refused.refusal().kind()).isEqualTo(ErrorKind.RATE_LIMIT);
            return false;
        }
    }

    private void assertRefused(InsertSchema schema, Request insert) {
        assertThatThrownBy(() -> rates.take(schema, insert))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("rate limit exceeded[collection=films]");
    }

    private static Request insert(long ms, int bytes) {
        long timestamp = HybridTimestamp.of(ms, 1, 0);
        Payload payload = new Payload(new byte[0], 0, bytes);
        return new Request(1, 0, timestamp, 0, 0, Method.INSERT, payload, ReplyTo.NONE, null);
    }

    private static InsertSchema films(String rate) {
        return new InsertSchema(
                CollectionMeta.newBuilder()
                        .setId(7)
                        .setName("films")
                        .setSchema(
                                CollectionSchema.newBuilder()
                                        .addFields(
                                                FieldSchema.newBuilder()
                                                        .setFieldID(100)
                                                        .setName("id")
                                                        .setIsPrimaryKey(true)
                                                        .setDataType(DataType.Int64)))
                        .addProperties(
                                KeyValuePair.newBuilder()
                                        .setKey("collection.insertRate.max.mb")
                                        .setValue(rate))
                        .build());
    }
}
