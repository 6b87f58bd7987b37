package io.tidemark.schema;

import io.tidemark.proto.CollectionMeta;
import java.math.BigDecimal;

/**
 * How much a collection takes a second: its property {@value #PROPERTY}, in MiB of requests, which
 * may have a fraction; below 0 stands for no limit. Sources: of the key, Milvus
 * pkg/common/common.go; of the unit, pkg/util/paramtable/quota_param.go.
 */
public final class InsertRate {

    public static final String PROPERTY = "collection.insertRate.max.mb";

    /** What a collection without a limit takes, in bytes a second. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    /** Of more digits a second's bytes, times 1,000, would not fit into a number. */
    private static final String NUMBER = "-?\\d{1,7}(\\.\\d{1,9})?";

    private InsertRate() {}

    /** Whether a text is one that the property may have. */
    public static boolean isValue(String value) {
        return value.matches(NUMBER);
    }

    /** What a collection takes, in bytes a second. */
    public static long bytesPerSecond(CollectionMeta collection) {
        return KeyValues.of(collection.getPropertiesList(), PROPERTY)
                .filter(InsertRate::isValue)
                .findFirst()
                .map(BigDecimal::new)
                .filter(rate -> rate.signum() >= 0)
                .map(rate -> rate.multiply(MEBIBYTE).longValue())
                .orElse(UNLIMITED);
    }
}
