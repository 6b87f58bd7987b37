package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.Violation.Promise;

/** Compares what requests were told with what lies on {@code dml}. */
final class EffectCheck {

    private final RequestStore requests;
    private final Outcomes outcomes;
    private final RowGroups groups;
    private final DdHistory history;
    private final long closed;
    private final Report report;
    private final RequestBlame blame;
    private final AnsweredAfter order;
    private final PartitionCheck partitions;

    /**
     * @param closed the time up to which every channel is
     */
    EffectCheck(
            RequestStore requests,
            RowGroups groups,
            DdHistory history,
            long closed,
            Report report,
            RequestBlame blame,
            AnsweredAfter order,
            PartitionCheck partitions) {
        this.requests = requests;
        this.outcomes = requests.outcomes();
        this.groups = groups;
        this.history = history;
        this.closed = closed;
        this.report = report;
        this.blame = blame;
        this.order = order;
        this.partitions = partitions;
    }

    /** What a request says it did, and what lies on the channels. */
    void check(int request) {
        report.count("requests", 1);
        long timestamp = outcomes.timestamp(request);
        if (!outcomes.legible(request) || timestamp == 0) {
            return;
        }
        if (timestamp > closed) {
            report.count("answers beyond the closed time", 1);
            return;
        }
        report.count("requests compared", 1);
        if (outcomes.succeeded(request)) {
            succeeded(request, timestamp);
        }
    }

    private void succeeded(int request, long timestamp) {
        if (history.others().at(timestamp)) {
            history.others().claim(timestamp);
            order.check(request, history.others().appendedMs(timestamp));
        }
        switch (requests.kind(request)) {
            case INSERT -> inserted(request, timestamp);
            case CREATE, DROP -> defined(request, timestamp);
            case HAS -> {
                if (outcomes.affirmed(request) != exists(request, timestamp)) {
                    asOf(request, timestamp);
                }
            }
            case DESCRIBE -> {
                if (!exists(request, timestamp)) {
                    asOf(request, timestamp);
                }
            }
            case CREATE_PARTITION, DROP_PARTITION -> partitions.defined(request, timestamp);
            case HAS_PARTITION -> partitions.asked(request, timestamp);
            case TICK, OTHER -> {}
        }
    }

    private boolean exists(int request, long timestamp) {
        return history.before(requests.collection(request), timestamp) != null;
    }

    private void asOf(int request, long timestamp) {
        blame.violated(
                Promise.EXECUTED_AS_OF_ITS_TIMESTAMP,
                request,
                "is answered otherwise than %s was at %d"
                        .formatted(requests.collection(request), timestamp));
    }

    private void inserted(int request, long timestamp) {
        int group = groups.find(timestamp);
        int rows = requests.rows(request);
        if (group == RowGroups.NONE) {
            blame.violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    "was acknowledged at %d, none of its %d rows is in the log"
                            .formatted(timestamp, rows));
            return;
        }
        order.check(request, groups.appendedMs(group));
        if (!groups.claim(group)) {
            blame.violated(
                    Promise.TIMESTAMPS_INCREASE,
                    request,
                    "shares timestamp %d with another request".formatted(timestamp));
        }
        if (requests.opaque(request)) {
            report.count("inserts whose rows could not be compared", 1);
            return;
        }
        CollectionChange create = history.before(requests.collection(request), timestamp);
        if (create == null || create.collectionId() != groups.collection(group)) {
            asOf(request, timestamp);
        } else {
            partitions.inserted(request, create, groups.partition(group), timestamp);
        }
        compare(request, group, rows);
    }

    private void compare(int request, int group, int rows) {
        boolean filled = requests.columns(request) < groups.columns(group);
        boolean same =
                filled || groups.holds(group, requests.sum(request), requests.orderedSum(request));
        if (filled) {
            report.count("inserts of which only the number of rows was compared", 1);
        }
        if (groups.rows(group) != rows || !same) {
            blame.violated(
                    Promise.W5_EVERY_ROW_EXACTLY_ONCE,
                    request,
                    "has %d rows; at its timestamp %d lie %d rows%s"
                            .formatted(
                                    rows,
                                    groups.timestamp(group),
                                    groups.rows(group),
                                    groups.rows(group) == rows ? " with other values or ids" : ""));
        } else if (groups.generatedKey(group)
                && outcomes.firstId(request) != groups.firstId(group)) {
            blame.violated(
                    Promise.IDS_ARE_UNIQUE,
                    request,
                    "was told keys from %d, its rows have ids from %d"
                            .formatted(outcomes.firstId(request), groups.firstId(group)));
        } else {
            report.count("rows compared", rows);
        }
    }

    /** A create or drop is on the log exactly where it changes something. */
    private void defined(int request, long timestamp) {
        CollectionChange change = history.at(timestamp);
        boolean create = requests.kind(request) == Kind.CREATE;
        boolean expected = exists(request, timestamp) != create;
        if (change != null) {
            boolean same =
                    change.create() == create
                            && change.name().equals(requests.collection(request))
                            && (!create
                                    || change.expected().cardinality() == requests.rows(request));
            if (!same || change.claimed()) {
                blame.violated(
                        Promise.NOTHING_IS_INVENTED,
                        request,
                        "finds another definition at its timestamp %d".formatted(timestamp));
            }
            change.claim();
            order.check(request, change.appendedMs());
        }
        if (expected && change == null) {
            blame.onNoChannel(request, timestamp);
        }
        if (!expected && change != null) {
            asOf(request, timestamp);
        }
    }
}
