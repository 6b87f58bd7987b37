package io.tidemark.bench.load;

/**
 * What a load sends, and where.
 *
 * @param bootstrap Kafka's {@code bootstrap.servers}
 * @param prefix put before the names of topics
 * @param session prefix of correlations and of the collections' names: no two loads on one log may
 *     share it
 * @param seed the same seed gives the same requests, but for their causality tokens
 * @param requestsPerSecond the open loop's rate
 * @param replyTo partition of {@code responses} for the answers
 * @param mix what is sent
 */
public record LoadPlan(
        String bootstrap,
        String prefix,
        String session,
        long seed,
        double requestsPerSecond,
        int replyTo,
        Mix mix) {

    private static final double DEFAULT_RATE = 200;

    /**
     * Which requests, in which shares.
     *
     * @param collections lasting collections, every second of them with generated keys
     * @param dim floats of each vector
     * @param maxRows most rows of an insert; half of the inserts have one row
     * @param definitionsPerMille share of requests about definitions, in thousandths
     * @param tokensPerMille share of inserts with a causality token, in thousandths
     */
    public record Mix(
            int collections, int dim, int maxRows, int definitionsPerMille, int tokensPerMille) {

        /** A little of everything. */
        public static final Mix STANDARD = new Mix(4, 8, 100, 40, 250);
    }

    /** The standard mix at 200 requests a second, answered in partition 0. */
    public static LoadPlan of(String bootstrap, String session, long seed) {
        return new LoadPlan(bootstrap, "", session, seed, DEFAULT_RATE, 0, Mix.STANDARD);
    }

    public LoadPlan withRate(double perSecond) {
        return new LoadPlan(bootstrap, prefix, session, seed, perSecond, replyTo, mix);
    }

    public LoadPlan withReplyTo(int partition) {
        return new LoadPlan(bootstrap, prefix, session, seed, requestsPerSecond, partition, mix);
    }

    public LoadPlan withPrefix(String topics) {
        return new LoadPlan(bootstrap, topics, session, seed, requestsPerSecond, replyTo, mix);
    }

    public LoadPlan withMix(Mix other) {
        return new LoadPlan(bootstrap, prefix, session, seed, requestsPerSecond, replyTo, other);
    }
}
