package io.tidemark.task;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.insert.InsertSchema;
import io.tidemark.proto.RateBucket;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.schema.InsertRate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one proxy lets into collections that have a limit ({@link InsertRate}), of which each proxy
 * has an equal share: a token bucket for each, which holds a second's worth and fills with the
 * log's own time, so that a replay lets in the same.
 *
 * <p>An insert passes where anything is left, and what it takes beyond that is owed: so none is too
 * large for ever. The rule is that of Milvus' rate limiter (pkg/util/ratelimitutil/limiter.go), but
 * that nothing passes an empty bucket.
 */
final class InsertRates {

    private static final long MILLIS = 1_000;

    /** In thousandths of a byte, of which a rate in bytes a second gives as many a millisecond. */
    private static final class Bucket {
        private long left;
        private long ms;

        Bucket(long left, long ms) {
            this.left = left;
            this.ms = ms;
        }

        void fill(long bytesPerSecond, long nowMs) {
            long full = bytesPerSecond * MILLIS;
            long missing = full - left;
            long elapsedMs = nowMs - ms;
            // Compared by division, since a product of hours would not fit.
            boolean filled = bytesPerSecond > 0 && elapsedMs > missing / bytesPerSecond;
            left = filled ? full : Math.min(full, left + bytesPerSecond * elapsedMs);
            ms = nowMs;
        }
    }

    private final int proxies;
    private final Map<Long, Bucket> buckets = new HashMap<>();

    /**
     * @param proxies how many share a collection's limit
     * @param kept by the last checkpoint
     */
    InsertRates(int proxies, List<RateBucket> kept) {
        this.proxies = proxies;
        for (RateBucket bucket : kept) {
            buckets.put(
                    bucket.getCollectionId(), new Bucket(bucket.getMilliBytes(), bucket.getMs()));
        }
    }

    /**
     * Takes an insert's bytes out of its collection's bucket.
     *
     * @throws RefusedException RATE_LIMIT where nothing is left in it
     */
    void take(InsertSchema schema, Request request) throws RefusedException {
        if (schema.bytesPerSecond() == InsertRate.UNLIMITED) {
            return;
        }
        long share = schema.bytesPerSecond() / proxies;
        long nowMs = HybridTimestamp.physicalMs(request.timestamp());
        Bucket bucket =
                buckets.computeIfAbsent(
                        schema.collectionId(), id -> new Bucket(share * MILLIS, nowMs));
        bucket.fill(share, nowMs);
        if (bucket.left <= 0) {
            throw new RefusedException(
                    ErrorKind.RATE_LIMIT,
                    "rate limit exceeded[collection="
                            + schema.name()
                            + "][bytes a second="
                            + schema.bytesPerSecond()
                            + "]: send it again later");
        }
        bucket.left -= request.payload().size() * MILLIS;
    }

    /** Forgets a collection that no insert can name any more. */
    void forget(long collectionId) {
        buckets.remove(collectionId);
    }

    /** What a checkpoint keeps. */
    List<RateBucket> snapshot() {
        return buckets.entrySet().stream()
                .map(
                        bucket ->
                                RateBucket.newBuilder()
                                        .setCollectionId(bucket.getKey())
                                        .setMilliBytes(bucket.getValue().left)
                                        .setMs(bucket.getValue().ms)
                                        .build())
                .sorted(Comparator.comparingLong(RateBucket::getCollectionId))
                .toList();
    }
}
