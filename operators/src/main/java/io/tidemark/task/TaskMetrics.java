package io.tidemark.task;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;

/**
 * What a proxy or the root coordinator tells about its tasks. Each task is told once, by the one
 * method that says how it ended; a tick or an allocation is no task. The implementation must be
 * cheap: it is called once a request.
 */
public interface TaskMetrics {

    /** A task was executed. */
    void executed(Method method);

    /** A task was answered with its client's mistake or a limit, at ingest or here. */
    void refused(ErrorKind error);

    /** The decision itself failed: a fault of ours that cost this one request. */
    void failed(Method method);
}
