package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.Violation.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a request for what lies on {@code dml} and nobody was told of. */
final class InventionCheck {

    private static final int WRITERS = 1 << 8;

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

    /**
     * Rows at a timestamp nobody was told must be those of a request that was to tell nobody, and
     * each such request explains them once.
     */
    void rows() {
        LongMap silent = new LongMap();
        long[] unreadable = new long[WRITERS];
        for (int request = 0; request < requests.size(); request++) {
            if (unknown(request) && requests.kind(request) == Kind.INSERT) {
                if (requests.opaque(request)) {
                    unreadable[requests.logPartition(request)]++;
                } else {
                    long key =
                            RowGroups.contentKey(
                                    requests.logPartition(request),
                                    requests.rows(request),
                                    requests.sum(request),
                                    requests.orderedSum(request));
                    silent.put(key, silent.get(key, 0) + 1);
                }
            }
        }
        for (int group = 0; group < groups.size(); group++) {
            if (!groups.claimed(group) && groups.timestamp(group) <= closed) {
                explain(group, silent, unreadable);
            }
        }
    }

    private boolean unknown(int request) {
        return !outcomes.answered(request) || !outcomes.legible(request);
    }

    private void explain(int group, LongMap silent, long[] unreadable) {
        int writer = (int) (groups.timestamp(group) >>> 10) & (WRITERS - 1);
        long key = groups.contentKey(group, writer);
        long same = silent.get(key, 0);
        if (same > 0) {
            silent.put(key, same - 1);
            report.count("rows of requests that asked for no answer", groups.rows(group));
        } else if (unreadable[writer] > 0) {
            unreadable[writer]--;
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

    /** As above, of definitions. */
    void definitions() {
        Map<String, Integer> silent = new HashMap<>();
        for (int request = 0; request < requests.size(); request++) {
            Kind kind = requests.kind(request);
            if (unknown(request) && (kind == Kind.CREATE || kind == Kind.DROP)) {
                String explains = requests.opaque(request) ? "" : requests.collection(request);
                silent.merge(kind + explains, 1, Integer::sum);
            }
        }
        for (CollectionChange change : history.changes()) {
            if (change.claimed() || change.timestamp() > closed) {
                continue;
            }
            Kind kind = change.create() ? Kind.CREATE : Kind.DROP;
            if (!used(silent, kind + change.name()) && !used(silent, kind.toString())) {
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

    /**
     * As above, of all other definitions: which of them a request causes that nobody was told of
     * cannot be said, so each explains those of one time. What goes with a collection goes with its
     * drop.
     */
    void otherDefinitions() {
        long silent = 0;
        for (int request = 0; request < requests.size(); request++) {
            if (unknown(request)
                    && requests.logPartition(request) == 0
                    && requests.kind(request) != Kind.TICK) {
                silent++;
            }
        }
        List<OtherDefinition> unexplained =
                history.others()
                        .unclaimed(closed)
                        .filter(definition -> history.at(definition.timestamp()) == null)
                        .skip(silent)
                        .toList();
        for (OtherDefinition definition : unexplained) {
            report.violated(
                    Promise.NOTHING_IS_INVENTED,
                    dml,
                    definition.channel(),
                    definition.offset(),
                    "%s of %s at %d is of no request"
                            .formatted(
                                    definition.type(),
                                    definition.collections(),
                                    definition.timestamp()));
        }
    }

    /** Uses one of them up; false where none is left. */
    private static boolean used(Map<String, Integer> silent, String key) {
        return silent.getOrDefault(key, 0) > 0 && silent.merge(key, -1, Integer::sum) >= 0;
    }
}
