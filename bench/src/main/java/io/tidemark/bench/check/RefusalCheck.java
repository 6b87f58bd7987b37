package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;

/**
 * Foretells refusals. What a load of ours sent is valid in itself, creates are asked for again with
 * the same parameters, and who drops what is not there succeeds: so only what needs a collection
 * may be refused, where there was none of that name as of its timestamp, an insert also where there
 * was no such partition, and anything by a rate limit. Nothing is foretold of requests that stand
 * in no journal: they may be nonsense.
 */
final class RefusalCheck {

    private static final int RATE_LIMIT = 8;
    private static final int COLLECTION_NOT_FOUND = 100;
    private static final int PARTITION_NOT_FOUND = 200;

    private final RequestStore requests;
    private final Outcomes outcomes;
    private final DdHistory history;
    private final long closed;
    private final Report report;
    private final RequestBlame blame;
    private final PartitionCheck partitions;

    /**
     * @param closed the time up to which every channel is
     */
    RefusalCheck(
            RequestStore requests,
            DdHistory history,
            long closed,
            Report report,
            RequestBlame blame,
            PartitionCheck partitions) {
        this.requests = requests;
        this.outcomes = requests.outcomes();
        this.history = history;
        this.closed = closed;
        this.report = report;
        this.blame = blame;
        this.partitions = partitions;
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
        long timestamp = outcomes.timestamp(request);
        CollectionChange collection = history.before(requests.collection(request), timestamp);
        return switch (requests.kind(request)) {
            case DESCRIBE, CREATE_PARTITION, DROP_PARTITION, HAS_PARTITION ->
                    collection == null && outcomes.code(request) == COLLECTION_NOT_FOUND;
            case INSERT ->
                    collection == null
                            ? outcomes.code(request) == COLLECTION_NOT_FOUND
                            : outcomes.code(request) == PARTITION_NOT_FOUND
                                    && !partitions.exists(collection, request, timestamp);
            case CREATE, DROP, HAS, TICK, OTHER -> false;
        };
    }
}
