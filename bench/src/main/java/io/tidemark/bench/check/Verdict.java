package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.RequestStore.Address;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.jobs.Topics;
import java.util.HashMap;
import java.util.Map;

/** Joins requests, their answers and what lies on {@code dml}, up to a time closed everywhere. */
final class Verdict {

    private final Topics topics;
    private final RequestStore requests;
    private final RowGroups groups;
    private final DdHistory history;
    private final long closed;
    private final Report report;

    Verdict(
            Topics topics,
            RequestStore requests,
            RowGroups groups,
            DdHistory history,
            long closed,
            Report report) {
        this.topics = topics;
        this.requests = requests;
        this.groups = groups;
        this.history = history;
        this.closed = closed;
        this.report = report;
    }

    void run() {
        history.checkChannels(closed);
        order();
        for (int request = 0; request < requests.size(); request++) {
            effect(request);
        }
        unclaimedRows();
        unclaimedDefinitions();
        new IdCheck(topics.dml(), groups, history, report).run();
    }

    /** Within a partition timestamps rise with offsets, and carry the partition. */
    private void order() {
        int partition = -1;
        long newest = 0;
        long answeredBehind = Long.MAX_VALUE;
        for (int request = 0; request < requests.size(); request++) {
            if (requests.logPartition(request) != partition) {
                partition = requests.logPartition(request);
                newest = 0;
            }
            if (!requests.answered(request) || requests.timestamp(request) == 0) {
                continue;
            }
            long timestamp = requests.timestamp(request);
            boolean stamped = requests.succeeded(request);
            if (stamped ? timestamp <= newest : timestamp < newest) {
                violated(
                        Promise.TIMESTAMPS_INCREASE,
                        request,
                        "has timestamp %d, one before it has %d".formatted(timestamp, newest));
            }
            if (stamped && (timestamp >>> 10 & 0xFF) != partition) {
                violated(
                        Promise.TIMESTAMPS_INCREASE,
                        request,
                        "has timestamp %d of log partition %d"
                                .formatted(timestamp, timestamp >>> 10 & 0xFF));
            }
            newest = Math.max(newest, timestamp);
        }
        for (int request = requests.size() - 1; request >= 0; request--) {
            if (requests.logPartition(request) != partition) {
                partition = requests.logPartition(request);
                answeredBehind = Long.MAX_VALUE;
            }
            if (requests.answered(request) && requests.timestamp(request) > 0) {
                answeredBehind = requests.timestamp(request);
            } else if (answeredBehind <= closed) {
                unanswered(request);
            }
        }
    }

    /** A request behind which others were answered, and closed. */
    private void unanswered(int request) {
        Address address = requests.address(request);
        if (address == Address.DELIVERABLE && !requests.answered(request)) {
            violated(Promise.EVERY_REQUEST_IS_ANSWERED, request, "has no answer");
        } else if (address == Address.UNDELIVERABLE && !requests.deadLettered(request)) {
            violated(
                    Promise.EVERY_REQUEST_IS_ANSWERED,
                    request,
                    "cannot be answered where it asks, and has no dead letter");
        }
    }

    private void effect(int request) {
        report.count("requests", 1);
        long timestamp = requests.timestamp(request);
        if (!requests.legible(request) || timestamp == 0) {
            return;
        }
        if (timestamp > closed) {
            report.count("answers beyond the closed time", 1);
            return;
        }
        report.count("requests compared", 1);
        boolean succeeded = requests.succeeded(request);
        switch (requests.kind(request)) {
            case INSERT -> {
                if (succeeded) {
                    inserted(request, timestamp);
                }
            }
            case CREATE, DROP -> {
                if (succeeded) {
                    defined(request, timestamp);
                }
            }
            case HAS -> {
                if (succeeded && requests.affirmed(request) != exists(request, timestamp)) {
                    asOf(request, timestamp);
                }
            }
            case DESCRIBE -> {
                if (succeeded && !exists(request, timestamp)) {
                    asOf(request, timestamp);
                }
            }
            default -> {}
        }
    }

    private boolean exists(int request, long timestamp) {
        return history.before(requests.collection(request), timestamp) != null;
    }

    private void asOf(int request, long timestamp) {
        violated(
                Promise.EXECUTED_AS_OF_ITS_TIMESTAMP,
                request,
                "is answered otherwise than %s was at %d"
                        .formatted(requests.collection(request), timestamp));
    }

    private void inserted(int request, long timestamp) {
        int group = groups.find(timestamp);
        int rows = requests.rows(request);
        if (group == RowGroups.NONE) {
            violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    "was acknowledged at %d, none of its %d rows is in the log"
                            .formatted(timestamp, rows));
            return;
        }
        if (!groups.claim(group)) {
            violated(
                    Promise.TIMESTAMPS_INCREASE,
                    request,
                    "shares timestamp %d with another request".formatted(timestamp));
        }
        if (requests.opaque(request)) {
            report.count("inserts whose rows could not be compared", 1);
            return;
        }
        DdHistory.Change create = history.before(requests.collection(request), timestamp);
        if (create == null || create.collectionId() != groups.collection(group)) {
            asOf(request, timestamp);
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
            violated(
                    Promise.W5_EVERY_ROW_EXACTLY_ONCE,
                    request,
                    "has %d rows; at its timestamp %d lie %d rows%s"
                            .formatted(
                                    rows,
                                    groups.timestamp(group),
                                    groups.rows(group),
                                    groups.rows(group) == rows ? " with other values or ids" : ""));
        } else if (groups.generatedKey(group)
                && requests.firstId(request) != groups.firstId(group)) {
            violated(
                    Promise.IDS_ARE_UNIQUE,
                    request,
                    "was told keys from %d, its rows have ids from %d"
                            .formatted(requests.firstId(request), groups.firstId(group)));
        } else {
            report.count("rows compared", rows);
        }
    }

    /** A create or drop is on the log exactly where it changes something. */
    private void defined(int request, long timestamp) {
        DdHistory.Change change = history.at(timestamp);
        boolean create = requests.kind(request) == Kind.CREATE;
        boolean expected = exists(request, timestamp) != create;
        if (change != null) {
            boolean same =
                    change.create() == create
                            && change.name().equals(requests.collection(request))
                            && (!create
                                    || change.expected().cardinality() == requests.rows(request));
            if (!same || change.claimed()) {
                violated(
                        Promise.NOTHING_IS_INVENTED,
                        request,
                        "finds another definition at its timestamp %d".formatted(timestamp));
            }
            change.claim();
        }
        if (expected && change == null) {
            violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    "was acknowledged at %d and is on no channel".formatted(timestamp));
        }
        if (!expected && change != null) {
            asOf(request, timestamp);
        }
    }

    /** Rows at a timestamp nobody was told must be those of a request that was to tell nobody. */
    private void unclaimedRows() {
        LongMap silent = new LongMap();
        boolean opaque = false;
        for (int request = 0; request < requests.size(); request++) {
            boolean unknown = !requests.answered(request) || !requests.legible(request);
            if (unknown && requests.kind(request) == Kind.INSERT) {
                opaque |= requests.opaque(request);
                silent.put(
                        RowGroups.contentKey(
                                requests.logPartition(request),
                                requests.rows(request),
                                requests.sum(request),
                                requests.orderedSum(request)),
                        request);
            }
        }
        for (int group = 0; group < groups.size(); group++) {
            if (groups.claimed(group) || groups.timestamp(group) > closed) {
                continue;
            }
            int writer = (int) (groups.timestamp(group) >>> 10 & 0xFF);
            if (silent.get(groups.contentKey(group, writer), -1) >= 0) {
                report.count("rows of requests that asked for no answer", groups.rows(group));
            } else if (opaque) {
                report.count("rows that may be of requests nobody can read", groups.rows(group));
            } else {
                report.violated(
                        Promise.NOTHING_IS_INVENTED,
                        topics.dml(),
                        groups.channel(group),
                        groups.offset(group),
                        "%d rows at %d are of no request"
                                .formatted(groups.rows(group), groups.timestamp(group)));
            }
        }
    }

    private void unclaimedDefinitions() {
        Map<String, Integer> silent = new HashMap<>();
        for (int request = 0; request < requests.size(); request++) {
            Kind kind = requests.kind(request);
            boolean unknown = !requests.answered(request) || !requests.legible(request);
            if (unknown && (kind == Kind.CREATE || kind == Kind.DROP)) {
                silent.merge(kind + requests.collection(request), 1, Integer::sum);
                silent.merge(kind.toString(), requests.opaque(request) ? 1 : 0, Integer::sum);
            }
        }
        for (DdHistory.Change change : history.changes()) {
            if (change.claimed() || change.timestamp() > closed) {
                continue;
            }
            Kind kind = change.create() ? Kind.CREATE : Kind.DROP;
            int candidates =
                    silent.getOrDefault(kind + change.name(), 0)
                            + silent.getOrDefault(kind.toString(), 0);
            if (candidates == 0) {
                report.violated(
                        Promise.NOTHING_IS_INVENTED,
                        topics.dml(),
                        change.channel(),
                        change.offset(),
                        "a definition of %s at %d is of no request"
                                .formatted(change.name(), change.timestamp()));
            }
        }
    }

    private void violated(Promise promise, int request, String what) {
        int logPartition = requests.logPartition(request);
        report.violated(
                promise,
                logPartition == 0 ? topics.definitions() : topics.requests(),
                Math.max(0, logPartition - 1),
                requests.offset(request),
                what);
    }
}
