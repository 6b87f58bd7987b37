package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

    @Test
    void usageExample() {
        Configuration flink =
                Configuration.fromMap(
                        Map.of(
                                "tidemark.topics.prefix", "file-",
                                "tidemark.tick.definitions", "20 ms",
                                "rest.port", "8081"));
        Configuration merged =
                JobArguments.merged(
                        flink,
                        Map.of("TIDEMARK_TOPICS_PREFIX", "env-", "TIDEMARK_ROLE", "follower"),
                        new String[] {"--topics.prefix", "arg-"});

        assertThat(merged.get(TidemarkOptions.TOPIC_PREFIX)).isEqualTo("arg-");
        assertThat(merged.get(TidemarkOptions.ROLE)).isEqualTo(TidemarkOptions.Role.FOLLOWER);
        assertThat(merged.get(TidemarkOptions.TICK_DEFINITIONS)).isEqualTo(Duration.ofMillis(20));
        assertThat(merged.toMap()).containsEntry("rest.port", "8081");
    }

    @Test
    void whatIsBelowKafkaGoesToKafkasClients() {
        Properties client =
                JobArguments.kafka(
                        JobArguments.configuration(
                                new String[] {
                                    "--kafka.security.protocol", "SSL", "--role", "leader"
                                }));

        assertThat(client)
                .containsOnly(
                        Map.entry("bootstrap.servers", "127.0.0.1:9092"),
                        Map.entry("security.protocol", "SSL"));
    }
}
