package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalParamsTest {

    private static final ConfigOption<Integer> PORT =
            ConfigOptions.key("etcd.port").intType().defaultValue(2379).withDescription("Port.");
    private static final ConfigOption<Duration> TIMEOUT =
            ConfigOptions.key("etcd.time-out")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("Patience.");

    @TempDir private Path folder;

    private final GlobalParams params = new GlobalParams("");

    /** The example of Milvus' design. */
    @Test
    void usageExample() throws Exception {
        params.loadYaml(
                yaml(
                        """
                        etcd:
                          address: localhost
                          port: 12379
                          rootpath: milvus/etcd
                        """));

        assertThat(params.load("etcd.address")).contains("localhost");
        assertThat(params.load("etcd.port")).contains("12379");
        assertThat(params.load("etcd.rootpath")).contains("milvus/etcd");
        assertThat(params.get(PORT)).isEqualTo(12379);
        assertThat(params.get(TIMEOUT)).as("its default").isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatIsSavedIsLoadedUntilItIsRemoved() {
        params.save("a.b", "1");
        params.save("a.b", "2");
        assertThat(params.load("a.b")).contains("2");

        params.remove("a.b");
        params.remove("a.b");
        assertThat(params.load("a.b")).isEmpty();
    }

    @Test
    void aRangeIsInTheOrderOfKeysWithoutItsEndAndNoLongerThanAsked() {
        for (String key : List.of("d", "b", "a", "c")) {
            params.save(key, key + key);
        }

        assertThat(params.loadRange("a", "c", 10))
                .containsExactly(entry("a", "aa"), entry("b", "bb"));
        assertThat(params.loadRange("b", "z", 2))
                .containsExactly(entry("b", "bb"), entry("c", "cc"));
        assertThat(params.loadRange("a", "z", 0)).isEmpty();
    }

    @Test
    void belowAPrefixKeysAreWithoutIt() {
        params.save("kafka.acks", "all");
        params.save("kafka.ssl.key", "k");
        params.save("kafkaesque", "no");

        assertThat(params.below("kafka."))
                .containsExactly(entry("acks", "all"), entry("ssl.key", "k"));
    }

    @Test
    void yamlOfEveryShapeIsFlattened() throws Exception {
        params.loadYaml(
                yaml(
                        """
                        deep: {er: {est: true}}
                        already.dotted: 0.5
                        list: [a, b]
                        text: "01"
                        nothing:
                        """));

        assertThat(params.loadRange("", "z", 10))
                .containsExactly(
                        entry("already.dotted", "0.5"),
                        entry("deep.er.est", "true"),
                        entry("list", "a;b"),
                        entry("text", "01"));
    }

    @Test
    void theCommandLineOverrulesTheEnvironmentAndThatTheFile() throws Exception {
        params.loadYaml(yaml("etcd: {address: file, port: 1, time-out: 1 s}"))
                .overrule(
                        Map.of(
                                "TIDEMARK_ETCD_PORT", "2",
                                "TIDEMARK_ETCD_TIME_OUT", "2 s",
                                "TIDEMARK_ETCD_USER", "nobody asks for it",
                                "ETCD_ADDRESS", "not ours"),
                        List.of())
                .overrule("--etcd.time-out", "3 s");

        assertThat(params.load("etcd.address")).contains("file");
        assertThat(params.get(PORT)).isEqualTo(2);
        assertThat(params.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(params.load("etcd.user")).isEmpty();
    }

    @Test
    void theEnvironmentAlsoSetsOptionsThatNoFileNames() {
        params.overrule(Map.of("TIDEMARK_ETCD_PORT", "7"), List.of(PORT, TIMEOUT));

        assertThat(params.get(PORT)).isEqualTo(7);
        assertThat(params.load("etcd.time-out")).isEmpty();
    }

    @Test
    void variablesAndArgumentsLeaveThePrefixOut() {
        GlobalParams prefixed =
                new GlobalParams("tidemark.")
                        .overrule(
                                Map.of("TIDEMARK_HEARTBEAT_INTERVAL", "1 s"),
                                KnownOptions.of(TidemarkOptions.class))
                        .overrule("--role", "follower", "--tidemark.topics.prefix", "x-");

        assertThat(prefixed.get(TidemarkOptions.HEARTBEAT_INTERVAL))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(prefixed.get(TidemarkOptions.ROLE)).isEqualTo(TidemarkOptions.Role.FOLLOWER);
        assertThat(prefixed.get(TidemarkOptions.TOPIC_PREFIX)).isEqualTo("x-");
    }

    @Test
    void mistakesAreToldInASentence() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> params.overrule("etcd.port", "1"))
                .withMessage("arguments must be --key value, found etcd.port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> params.overrule("--etcd.port"))
                .withMessage("arguments must be --key value, found --etcd.port");
        assertThatIOException()
                .isThrownBy(() -> params.loadYaml(folder.resolve("none.yaml")))
                .withMessageStartingWith("Expected parameters in ");
        Path broken = yaml("a: [");
        assertThatIOException()
                .isThrownBy(() -> params.loadYaml(broken))
                .withMessageContaining("is no YAML map");
    }

    @Test
    void itsTextTellsKeysAndNoSecrets() {
        params.save("kafka.sasl.jaas.config", "secret");

        assertThat(params).hasToString("[kafka.sasl.jaas.config]");
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("params.yaml"), text);
    }
}
