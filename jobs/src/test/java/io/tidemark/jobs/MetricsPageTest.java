package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.life.Metric;
import io.tidemark.operators.QueueMetrics;
import io.tidemark.operators.TickMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} and the dashboard tell what the code has. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final String WRITE = "tidemark.docs.write";
    private static final Pattern GATEWAYS =
            Pattern.compile("(tidemark_gateway_[a-z_]+?)(_bucket)?\\b");
    private static final Pattern OURS =
            Pattern.compile("flink_taskmanager_job_task_operator_[A-Za-z_]+");

    @Test
    void usageExample() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, MetricsPage.text());
        }
        assertThat(PAGE)
                .as(
                        "docs/metrics.md is not what the code says; write it anew with: mvn -q test"
                                + " -pl jobs -am -Dtest=MetricsPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D"
                                + WRITE
                                + "=true")
                .content()
                .isEqualTo(MetricsPage.text());
    }

    @Test
    void everyMetricHasItsLine() {
        assertThat(KnownMetrics.all())
                .extracting(KnownMetrics.Found::metric)
                .contains(QueueMetrics.WAIT, TickMetrics.LAG);
        assertThat(MetricsPage.text())
                .contains("| `Proxy` | `queueWaitMs` | histogram | `partition` |");
    }

    @Test
    void theDashboardShowsEveryMetricAndNothingElse() throws IOException {
        String dashboard = Files.readString(Path.of("../docs/grafana/tidemark.json"));

        assertThat(OURS.matcher(dashboard).results().map(MatchResult::group).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        KnownMetrics.all().stream().map(KnownMetrics.Found::prometheus).toList());
        assertThat(GATEWAYS.matcher(dashboard).results().map(found -> found.group(1)).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        KnownMetrics.ofGateways().stream().map(Metric::name).toList());
    }
}
