package io.tidemark.bench.check;

import io.tidemark.jobs.Topics;

/** Joins requests, their answers and what lies on {@code dml}, up to a time closed everywhere. */
final class Verdict {

    private final Topics topics;
    private final RequestStore requests;
    private final RowGroups groups;
    private final DdHistory history;
    private final long closed;
    private final boolean oneClock;
    private final Report report;

    Verdict(
            Topics topics,
            RequestStore requests,
            RowGroups groups,
            DdHistory history,
            long closed,
            boolean oneClock,
            Report report) {
        this.topics = topics;
        this.requests = requests;
        this.groups = groups;
        this.history = history;
        this.closed = closed;
        this.oneClock = oneClock;
        this.report = report;
    }

    void run() {
        history.checkChannels(closed);
        history.others().checkChannels(history, closed, topics.dml(), report);
        RequestBlame blame = new RequestBlame(topics, requests, report);
        new OrderCheck(requests, closed, report, blame).run();
        PartitionCheck partitions = new PartitionCheck(requests, history, blame);
        RefusalCheck refusals =
                new RefusalCheck(requests, history, closed, report, blame, partitions);
        AnsweredAfter order = new AnsweredAfter(oneClock, requests.outcomes(), report, blame);
        EffectCheck effects =
                new EffectCheck(
                        requests, groups, history, closed, report, blame, order, partitions);
        for (int request = 0; request < requests.size(); request++) {
            effects.check(request);
            refusals.check(request);
        }
        InventionCheck inventions =
                new InventionCheck(topics.dml(), requests, groups, history, closed, report);
        inventions.rows();
        inventions.definitions();
        inventions.otherDefinitions();
        new IdCheck(topics.dml(), groups, history, report).run();
    }
}
