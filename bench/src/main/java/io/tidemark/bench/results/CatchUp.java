package io.tidemark.bench.results;

/**
 * A job started on a backlog.
 *
 * @param perSecond requests a second while no job ran
 * @param downSeconds how long that went on
 * @param startSeconds from the start of the process to its first message
 * @param workSeconds from there to the last message of the backlog
 */
public record CatchUp(
        int rowsPerRequest,
        int dim,
        double perSecond,
        double downSeconds,
        double startSeconds,
        double workSeconds) {}
