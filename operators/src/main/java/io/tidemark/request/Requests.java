package io.tidemark.request;

import java.util.List;

/**
 * Stamped records of one log partition that travel together, since one by one they would cost more
 * than what is done with them. How many do is left to chance and says nothing.
 *
 * @param partition log partition of all of them
 * @param all in the partition's order, at least one
 * @param logMs the highest time that brokers and ticks have told in the partition up to the last of
 *     them, in milliseconds since the Unix epoch: what no token can move
 */
public record Requests(int partition, List<Request> all, long logMs) {}
