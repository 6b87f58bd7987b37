package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.Violation.Promise;
import java.util.HashMap;
import java.util.Map;

/** Finds a request for what lies on {@code dml} and nobody was told of. */
final class InventionCheck {

    private final String dml;
    private final RequestStore requests;
    private final Outcomes outcomes;
    private final RowGroups groups;
    private final DdHistory history;
    private final long closed;
    private final Report report;

    /**
     * @param dml the topic
     * @param closed the time up to which every channel is
     */
    InventionCheck(
            String dml,
            RequestStore requests,
            RowGroups groups,
            DdHistory history,
            long closed,
            Report report) {
        this.dml = dml;
        this.requests = requests;
        this.outcomes = requests.outcomes();
        this.groups = groups;
        this.history = history;
        this.closed = closed;
        this.report = report;
    }

    /** Rows at a timestamp nobody was told must be those of a request that was to tell nobody. */
    void rows() {
        LongMap silent = new LongMap();
        boolean opaque = false;
        for (int request = 0; request < requests.size(); request++) {
            boolean unknown = !outcomes.answered(request) || !outcomes.legible(request);
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
                        dml,
                        groups.channel(group),
                        groups.offset(group),
                        "%d rows at %d are of no request"
                                .formatted(groups.rows(group), groups.timestamp(group)));
            }
        }
    }

    /** As above, of definitions. */
    void definitions() {
        Map<String, Integer> silent = new HashMap<>();
        for (int request = 0; request < requests.size(); request++) {
            Kind kind = requests.kind(request);
            boolean unknown = !outcomes.answered(request) || !outcomes.legible(request);
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
                        dml,
                        change.channel(),
                        change.offset(),
                        "a definition of %s at %d is of no request"
                                .formatted(change.name(), change.timestamp()));
            }
        }
    }
}
