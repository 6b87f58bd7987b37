package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.jobs.Topics;

/** Tells of promises broken to a request, with its place in the log. */
record RequestBlame(Topics topics, RequestStore requests, Report report) {

    /** A definition was acknowledged, and should be there. */
    void onNoChannel(int request, long timestamp) {
        violated(
                Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                request,
                "was acknowledged at %d and is on no channel".formatted(timestamp));
    }

    void violated(Promise promise, int request, String what) {
        int logPartition = requests.logPartition(request);
        report.violated(
                promise,
                logPartition == 0 ? topics.definitions() : topics.requests(),
                Math.max(0, logPartition - 1),
                requests.offset(request),
                what);
    }
}
