package io.tidemark.request;

import java.util.List;

/**
 * Stamped records of one log partition that travel together, since one by one they would cost more
 * than what is done with them. How many do is left to chance and says nothing.
 *
 * @param partition log partition of all of them
 * @param all in the partition's order, at least one
 */
public record Requests(int partition, List<Request> all) {}
