package io.tidemark.connectors.grpc;

/**
 * The topics of the cluster a gateway stands before.
 *
 * @param requestPartitions how many partitions {@code requests} has, fixed at creation
 */
public record GatewayTopics(
        String definitions, String requests, int requestPartitions, String responses) {}
