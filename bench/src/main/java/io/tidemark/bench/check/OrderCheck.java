package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.Violation.Promise;

/** The order of timestamps in each log partition, and that nobody in it was passed over. */
final class OrderCheck {

    private final RequestStore requests;
    private final Outcomes outcomes;
    private final long closed;
    private final Report report;
    private final RequestBlame blame;

    /**
     * @param closed the time up to which every channel is
     */
    OrderCheck(RequestStore requests, long closed, Report report, RequestBlame blame) {
        this.report = report;
        this.requests = requests;
        this.outcomes = requests.outcomes();
        this.closed = closed;
        this.blame = blame;
    }

    void run() {
        rising();
        passedOver();
    }

    /** Within a partition timestamps rise with offsets, and carry the partition. */
    private void rising() {
        int partition = -1;
        long newest = 0;
        for (int request = 0; request < requests.size(); request++) {
            if (requests.logPartition(request) != partition) {
                partition = requests.logPartition(request);
                newest = 0;
            }
            if (!outcomes.answered(request) || outcomes.timestamp(request) == 0) {
                continue;
            }
            long timestamp = outcomes.timestamp(request);
            boolean stamped = outcomes.succeeded(request);
            if (stamped ? timestamp <= newest : timestamp < newest) {
                blame.violated(
                        Promise.TIMESTAMPS_INCREASE,
                        request,
                        "has timestamp %d, one before it has %d".formatted(timestamp, newest));
            }
            if (stamped && (timestamp >>> 10 & 0xFF) != partition) {
                blame.violated(
                        Promise.TIMESTAMPS_INCREASE,
                        request,
                        "has timestamp %d of log partition %d"
                                .formatted(timestamp, timestamp >>> 10 & 0xFF));
            }
            newest = Math.max(newest, timestamp);
        }
    }

    private void passedOver() {
        int partition = -1;
        long answeredBehind = Long.MAX_VALUE;
        for (int request = requests.size() - 1; request >= 0; request--) {
            if (requests.logPartition(request) != partition) {
                partition = requests.logPartition(request);
                answeredBehind = Long.MAX_VALUE;
            }
            if (outcomes.answered(request) && outcomes.timestamp(request) > 0) {
                answeredBehind = outcomes.timestamp(request);
            } else if (answeredBehind <= closed) {
                unanswered(request);
            }
        }
    }

    /** A request behind which others were answered, and closed. */
    private void unanswered(int request) {
        Address address = requests.address(request);
        if (requests.kind(request) == Kind.TICK) {
            return; // never answered
        }
        if (address == Address.DELIVERABLE && !outcomes.answered(request)) {
            blame.violated(Promise.EVERY_REQUEST_IS_ANSWERED, request, "has no answer");
        } else if (address == Address.UNDELIVERABLE && !outcomes.deadLettered(request)) {
            blame.violated(
                    Promise.EVERY_REQUEST_IS_ANSWERED,
                    request,
                    "cannot be answered where it asks, and has no dead letter");
        } else if (address == Address.NOBODY) {
            silent(request);
        }
    }

    /**
     * It asked for no answer that could be told. Rows that it has in the log find it later; whether
     * it should have some, or is refused in silence, only a second product could say.
     */
    private void silent(int request) {
        boolean told = outcomes.deadLettered(request);
        report.count(
                told
                        ? "requests without an answer's address: dead letters"
                        : "requests without an answer's address: not judged",
                1);
    }
}
