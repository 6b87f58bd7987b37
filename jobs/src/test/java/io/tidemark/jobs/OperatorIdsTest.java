package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.connectors.kafka.AnswerPacks;
import io.tidemark.connectors.kafka.DmlTopic;
import io.tidemark.connectors.kafka.DmlWriterFactory;
import io.tidemark.connectors.kafka.LogDigest;
import io.tidemark.connectors.kafka.LogTopic;
import io.tidemark.connectors.kafka.ProxySource;
import io.tidemark.connectors.kafka.ResponseRecords;
import io.tidemark.connectors.kafka.ResponseSink;
import io.tidemark.connectors.kafka.TimeTicker;
import io.tidemark.life.LifeSigns;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.tick.DefinitionTicks;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** State is found by uid: whoever changes one loses what every savepoint holds under it. */
class OperatorIdsTest {

    @Test
    void usageExample() {
        assertThat(OperatorIds.PROXY.uid()).isEqualTo("proxy");
        assertThat(OperatorIds.PROXY.displayName()).isEqualTo("Proxy");
    }

    @Test
    void uidsAndNamesAreTheseAndNeverChange() {
        assertThat(
                        Arrays.stream(OperatorIds.values())
                                .map(id -> id.uid() + " -> " + id.displayName()))
                .containsExactly(
                        "definitions-source -> definitions",
                        "root-coord -> RootCoord",
                        "proxy -> Proxy",
                        "dd-writer -> DmlWriter (definitions)",
                        "dml-writer -> DmlWriter",
                        "tick-writer -> TickWriter",
                        "tick-sink -> ticks to dml",
                        "segment-view -> SegmentView",
                        "answer-join -> AnswerJoin",
                        "responses-sink -> responses",
                        "time-ticker -> TimeTicker",
                        "time-ticker-end -> ticks");
    }

    @Test
    void whateverTheConfigurationSaysNoOutputWaits() {
        assertThat(graph(2).getStreamNodes())
                .extracting(StreamNode::getBufferTimeout)
                .containsOnly(0L);
    }

    @Test
    void everyVertexOfTheGraphBearsOneOfThem() {
        StreamGraph graph = graph(2);
        assertThat(graph.getStreamNodes().stream().map(StreamNode::getTransformationUID))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(OperatorIds.values()).map(OperatorIds::uid).toList());
    }

    @Test
    void noVertexIsWiderThanItsWork() {
        StreamGraph graph = graph(8);

        assertThat(parallelism(graph, OperatorIds.DEFINITIONS)).isEqualTo(1);
        assertThat(parallelism(graph, OperatorIds.ROOT_COORD)).isEqualTo(1);
        assertThat(parallelism(graph, OperatorIds.PROXY)).isEqualTo(4);
        assertThat(parallelism(graph, OperatorIds.DML_WRITER)).isEqualTo(4);
        assertThat(parallelism(graph, OperatorIds.TICK_WRITER)).isEqualTo(3);
    }

    private static int parallelism(StreamGraph graph, OperatorIds id) {
        return graph.getStreamNodes().stream()
                .filter(node -> id.uid().equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow()
                .getParallelism();
    }

    /** The graph on Kafka's own ends; making it connects to nobody. */
    private static StreamGraph graph(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.auto-generate-uids", "false");
        configuration.setString("pipeline.generic-types", "false");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        ClusterSettings settings =
                ClusterSettings.newBuilder()
                        .setRequestPartitions(4)
                        .setChannels(3)
                        .setTickStepMs(50)
                        .build();
        TidemarkTopology.build(
                env,
                settings,
                ends(settings),
                new TidemarkTopology.Tuning(
                        1 << 20, Duration.ofSeconds(10), Duration.ofMinutes(10)));
        return env.getStreamGraph();
    }

    private static TidemarkTopology.Ends ends(ClusterSettings settings) {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", "127.0.0.1:1");
        LogDigest digest = LogDigest.of(settings, LogDigest.Accepted.OF_THIS_VERSION);
        LogTopic definitions = new LogTopic("definitions", 1, 0, client);
        LogTopic requests = new LogTopic("requests", 4, 1, client);
        ResponseSink responses =
                ResponseSink.of(
                        client,
                        new ResponseRecords(
                                "responses", "dead-letters", "definitions", "requests", 1 << 20),
                        1 << 20);
        return new TidemarkTopology.Ends(
                new ProxySource(
                        definitions, settings, digest, (partition, readers) -> 0, Long.MAX_VALUE),
                new ProxySource(
                        requests,
                        settings,
                        digest,
                        TidemarkTopology.requestKeys(settings)::subtask,
                        Long.MAX_VALUE),
                Long.MAX_VALUE,
                () ->
                        new DmlWriterFactory(
                                new DmlTopic("dml", 1 << 20, client),
                                TidemarkTopology.RESPONSES,
                                TidemarkTopology.SEGMENTS,
                                50,
                                new AnswerPacks.Limits(1, 1 << 20)),
                responses,
                Optional.of(new TimeTicker(definitions, requests, 50, client, LifeSigns.NONE)),
                DefinitionTicks.NONE,
                LifeSigns.NONE);
    }
}
