package io.tidemark.jobs;

import io.tidemark.life.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page {@code docs/metrics.md}, made from the code. */
final class MetricsPage {

    private static final String TEXT =
            """
            # Metrics

            Made from the code; a test compares the two. Beside Flink's own (records, bytes, back \
            pressure, `currentInputWatermark` and its lag, the sources' `pendingRecords`: what \
            waits in the log), each operator tells what follows. A metric's full name is Flink's \
            scope of the operator, then the name here; a label tells several of one name apart. \
            Counters begin at 0 with each attempt of a task.
            """;

    private static final String WATCHING =
            """

            Labels: `method` is the RPC's name, `error` the kind of error, `partition` the log \
            partition (`definitions`, `requests-0` ...), `channel` the index of a physical \
            channel.

            *Who holds the barrier*: time goes from the partitions through the proxies and their \
            writers to the channels, and each takes the minimum of what lies before it. The holder \
            is the first place, in that order, that is behind: the lowest `partitionTimeMs`, else \
            the lower of a proxy's `requestsTimeMs` and `metaTimeMs`, else the writer with the \
            lowest `closedTimeMs`. `bin/tidemark barrier` says it in a sentence. `DmlWriter` stands \
            for the operators `DmlWriter`, `DmlWriter (definitions)` and `ticks to dml`; the last \
            lies behind the barrier and holds nobody.

            ## The gateway

            A gateway tells Prometheus of itself, under these names, with `--metrics-port`; the \
            one of `bin/tidemark up` does so on port 19531, the one after its own. It is plain \
            HTTP without credentials, on 127.0.0.1 unless `--metrics-host` names another address: \
            a firewall should stand before that. Counters begin at 0 with each start.

            """;

    private static final String REPORTERS =
            """

            ## With Prometheus and Grafana

            `flink-conf/config.yaml` has the reporter's settings, as comments, for Flink's reporter \
            listens on every interface of its machine: switch it on where a firewall stands \
            before it. A metric is then named \
            `flink_taskmanager_job_task_operator_`, its label and `_`, its name: \
            `flink_taskmanager_job_task_operator_channel_tickLagMs{channel="3"}`; `deadLetters` is \
            in Flink's group `user`, `flink_taskmanager_job_task_operator_user_deadLetters`. \
            [grafana/tidemark.json](grafana/tidemark.json) is a dashboard of them, to import into \
            Grafana with a Prometheus data source; \
            [grafana/prometheus.yml](grafana/prometheus.yml) lets Prometheus ask a job and a \
            gateway on this machine.

            ## Heartbeats

            Each component of a job in role `leader` writes a `tidemark.Heartbeat` to topic \
            `heartbeats` each `tidemark.heartbeat.interval`. They say how a process is, at this \
            machine's time, and are the one output that is no function of the log: nothing reads \
            them back.

            | component | is | says |
            |---|---|---|
            | `rootcoord-0` | the root coordinator | definitions decided, the newest timestamp |
            | `proxy-<i>` | partition *i* of `requests` | requests that wait, requests decided, the \
            newest timestamp |
            | `tick-writer-<i>` | a subtask of TickWriter | the newest tick of the channel of it \
            that is furthest behind |
            | `time-ticker-0` | the ticker | the newest tick it has in the log |

            `bin/tidemark watch` prints them and names who is silent.
            """;

    private MetricsPage() {}

    static String text() {
        List<String> lines = new ArrayList<>();
        lines.add("| operator | metric | kind | label | what it says |");
        lines.add("|---|---|---|---|---|");
        for (KnownMetrics.Found found : KnownMetrics.all()) {
            lines.add("| " + found.operators() + " " + line(found.metric()));
        }
        return TEXT + "\n" + String.join("\n", lines) + "\n" + WATCHING + gateways() + REPORTERS;
    }

    private static String gateways() {
        return KnownMetrics.ofGateways().stream()
                .map(metric -> line(metric) + "\n")
                .collect(
                        Collectors.joining(
                                "",
                                "| metric | kind | label | what it says |\n|---|---|---|---|\n",
                                ""));
    }

    private static String line(Metric metric) {
        String labels =
                metric.label().isEmpty() ? "" : "`" + metric.label().replace(",", "`, `") + "`";
        return "| `%s` | %s | %s | %s |"
                .formatted(metric.name(), metric.kind().text(), labels, metric.meaning());
    }
}
