package io.tidemark.bench.chaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Batch after batch, until all faults have struck or a promise was broken. */
final class Campaign {

    private final CampaignPlan plan;
    private final Log log;
    private final Outages outages = new Outages();

    Campaign(CampaignPlan plan, Log log) {
        this.plan = plan;
        this.log = log;
    }

    /** Whether every promise was kept. Stops at the first batch that broke one, and keeps it. */
    boolean run() throws Exception {
        Map<FaultKind, Fault> faults = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : plan.kinds()) {
            faults.put(kind, kind.create());
        }
        List<String> violations = List.of();
        try {
            for (int number = 0; number < plan.batches() && violations.isEmpty(); number++) {
                log.line("batch " + (number + 1) + " of " + plan.batches());
                violations = new Batch(plan, number, faults, outages, log).run();
                if (violations.isEmpty()) {
                    DataFolder.delete(plan.folder().resolve("batch-" + number));
                }
            }
        } finally {
            outages.table().forEach(log::line);
        }
        violations.forEach(violation -> log.line("VIOLATION " + violation));
        return violations.isEmpty();
    }

    int faults() {
        return outages.count();
    }
}
