package io.tidemark.bench.results;

/**
 * What one process spent on putting inserts into the log.
 *
 * @param way {@link #GATEWAY}, or one of three producers
 */
public record GatewayCost(
        String way,
        int rowsPerRequest,
        int dim,
        int round,
        long rows,
        double cpuSeconds,
        double seconds,
        double rowsPerCpuSecond) {

    public static final String GATEWAY = "gateway";
    public static final String DIRECT = "direct";
    public static final String DIRECT_AGAIN = "direct-again";
    public static final String DIRECT_HUGE_PAGES = "direct-huge-pages";
}
