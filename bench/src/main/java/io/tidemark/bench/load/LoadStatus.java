package io.tidemark.bench.load;

/**
 * How far a load has come.
 *
 * @param sent requests handed to the producer
 * @param acknowledged of them, how many the broker has
 * @param unacknowledged of them, how many it may or may not have
 * @param answered acknowledged requests with at least one answer
 * @param repeated answers beyond a request's first
 * @param refused first answers that told an error
 * @param waiting requests that wait for their answer
 * @param skipped requests the open loop left out, since the producer was held up by an outage
 */
public record LoadStatus(
        long sent,
        long acknowledged,
        long unacknowledged,
        long answered,
        long repeated,
        long refused,
        long waiting,
        long skipped) {}
