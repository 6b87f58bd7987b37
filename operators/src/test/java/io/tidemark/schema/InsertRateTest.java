package io.tidemark.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.KeyValuePair;
import io.tidemark.proto.CollectionMeta;
import org.junit.jupiter.api.Test;

class InsertRateTest {

    @Test
    void usageExample() {
        assertThat(rate("2")).isEqualTo(2 << 20);
        assertThat(rate("0.5")).isEqualTo(1 << 19);
        assertThat(rate("0")).isZero();
        assertThat(rate("-1")).isEqualTo(InsertRate.UNLIMITED);
        assertThat(InsertRate.bytesPerSecond(CollectionMeta.getDefaultInstance()))
                .isEqualTo(InsertRate.UNLIMITED);
    }

    @Test
    void whatIsNoNumberIsNoValue() {
        for (String value :
                new String[] {"", "much", "1e3", "0x1", "1.", ".5", " 1", "+1", "NaN"}) {
            assertThat(InsertRate.isValue(value)).as(value).isFalse();
        }
        // Milvus would keep it and limit nothing; a log that has one already goes on as there.
        assertThat(rate("much")).isEqualTo(InsertRate.UNLIMITED);
    }

    @Test
    void theLargestRateOfASecondFitsIntoANumberAThousandTimes() {
        assertThat(InsertRate.isValue("10000000")).isFalse();
        assertThat(Math.multiplyExact(rate("9999999.999999999"), 1_000)).isPositive();
    }

    private static long rate(String value) {
        return InsertRate.bytesPerSecond(
                CollectionMeta.newBuilder()
                        .addProperties(
                                KeyValuePair.newBuilder()
                                        .setKey("collection.insertRate.max.mb")
                                        .setValue(value))
                        .build());
    }
}
