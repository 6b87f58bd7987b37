package io.tidemark.connectors.grpc;

import io.tidemark.life.Metric;

/** What a running gateway tells Prometheus, by full name. */
public final class GatewayMetrics {

    public static final Metric CALLS =
            Metric.counter(
                            "tidemark_gateway_calls_total",
                            "calls that ended: `answered` by the job, whatever it said; refused"
                                    + " before anything was written as `not_served`, `malformed`,"
                                    + " `too_large`, `rate_limited`, `unauthenticated`, `stopping`;"
                                    + " `failed` where the request did not reach the log for"
                                    + " certain, or a stop cut the call off; `expired` without an"
                                    + " answer; `cancelled` by the client")
                    .by("rpc,outcome");

    public static final Metric CALL_SECONDS =
            Metric.histogram(
                            "tidemark_gateway_call_seconds",
                            "from a call's arrival to the job's answer to it, in seconds; only"
                                    + " calls that were answered")
                    .by("rpc");

    public static final Metric CALLS_UNDER_WAY =
            Metric.gauge(
                    "tidemark_gateway_calls_under_way",
                    "calls whose clients have not read their answers yet; `--max-calls` bounds"
                            + " them");

    public static final Metric BYTES_UNDER_WAY =
            Metric.gauge(
                    "tidemark_gateway_bytes_under_way",
                    "bytes of their requests, or of their answers where there is one, with what a"
                            + " call takes beside; `--max-bytes` bounds them");

    public static final Metric CONNECTIONS =
            Metric.gauge("tidemark_gateway_connections", "clients' connections");

    public static final Metric DROPPED_ANSWERS =
            Metric.counter(
                            "tidemark_gateway_dropped_answers_total",
                            "answers read and given to nobody: `repeated`, their call had ended;"
                                    + " `unknown`, of another gateway or a former life, or no"
                                    + " answer at all")
                    .by("why");

    private GatewayMetrics() {}
}
