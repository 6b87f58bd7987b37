package io.tidemark.bench.chaos;

import io.tidemark.bench.check.Report;
import java.util.ArrayList;
import java.util.List;

/** What a check's report holds against a batch. */
final class Findings {

    private Findings() {}

    /**
     * As sentences. All that a campaign sends is valid and can be answered, so besides what the
     * check found one dead letter is one too many; and it must have compared something.
     */
    static List<String> of(Report report) {
        List<String> found = new ArrayList<>();
        report.violations().forEach(violation -> found.add(violation.toString()));
        long deadLetters = report.figure("dead letters");
        if (deadLetters > 0) {
            found.add(deadLetters + " dead letters, though nothing was sent that deserves one");
        }
        found.addAll(report.gaps());
        return found;
    }
}
