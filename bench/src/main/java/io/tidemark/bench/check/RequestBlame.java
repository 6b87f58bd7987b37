package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.jobs.Topics;

/** Tells of promises broken to a request, with its place in the log. */
record RequestBlame(Topics topics, RequestStore requests, Report report) {

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
