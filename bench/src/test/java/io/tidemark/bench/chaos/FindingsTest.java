package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.check.Report;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final Report report = new Report();

    @Test
    void usageExample() {
        report.count("requests compared", 5);
        report.count("rows compared", 5);
        assertThat(Findings.of(report)).isEmpty();
    }

    @Test
    void aReportThatComparedNoRowIsAFinding() {
        report.count("requests compared", 5);
        assertThat(Findings.of(report))
                .containsExactly("rows compared: none, so the check says nothing");
    }

    @Test
    void oneDeadLetterIsAFinding() {
        report.count("requests compared", 5);
        report.count("rows compared", 5);
        report.count("dead letters", 1);
        assertThat(Findings.of(report))
                .containsExactly("1 dead letters, though nothing was sent that deserves one");
    }
}
