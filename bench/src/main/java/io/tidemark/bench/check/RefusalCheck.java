package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.Violation.Promise;

/**
 * Foretells refusals. What a load of ours sent is valid in itself, creates are asked for again with
 * the same parameters, and who drops what is not there succeeds: so only an insert or a description
 * may be refused, where there was no such collection as of its timestamp, and anything by a rate
 * limit. Nothing is foretold of requests that stand in no journal: they may be nonsense.
 */
final class RefusalCheck {

    private static final int RATE_LIMIT = 8;
    private static final int COLLECTION_NOT_FOUND = 100;

    private final RequestStore requests;
    private final Outcomes outcomes;
    private final DdHistory history;
    private final long closed;
    private final Report report;
    private final RequestBlame blame;

    /**
     * @param closed the time up to which every channel is
     */
    RefusalCheck(
            RequestStore requests,
            DdHistory history,
            long closed,
            Report report,
            RequestBlame blame) {
        this.requests = requests;
        this.outcomes = requests.outcomes();
        this.history = history;
        this.closed = closed;
        this.report = report;
        this.blame = blame;
    }

    void check(int request) {
        if (!outcomes.journaled(request)) {
            return;
        }
        if (outcomes.deadLettered(request)) {
            blame.violated(
                    Promise.EVERY_REQUEST_IS_ANSWERED,
                    request,
                    "is as valid as a load sends it, and is a dead letter");
        }
        if (outcomes.answered(request) && !outcomes.succeeded(request)) {
            refused(request);
        }
    }

    private void refused(int request) {
        if (!outcomes.legible(request)) {
            blame.violated(
                    Promise.EVERY_REQUEST_IS_ANSWERED,
                    request,
                    "was sent by a load and is answered with what nobody can read");
        } else if (outcomes.code(request) == RATE_LIMIT) {
            report.count("refusals by a rate limit", 1);
        } else if (outcomes.timestamp(request) > closed) {
            report.count("refusals beyond the closed time", 1);
        } else if (foretold(request)) {
            report.count("refusals as foretold", 1);
        } else {
            blame.violated(
                    Promise.EXECUTED_AS_OF_ITS_TIMESTAMP,
                    request,
                    "%s of %s is refused with code %d at %d, where it was to be accepted"
                            .formatted(
                                    requests.kind(request),
                                    requests.collection(request),
                                    outcomes.code(request),
                                    outcomes.timestamp(request)));
        }
    }

    private boolean foretold(int request) {
        Kind kind = requests.kind(request);
        boolean needsCollection = kind == Kind.INSERT || kind == Kind.DESCRIBE;
        return needsCollection
                && outcomes.code(request) == COLLECTION_NOT_FOUND
                && history.before(requests.collection(request), outcomes.timestamp(request))
                        == null;
    }
}
