package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicSetupTest {

    @Test
    void usageExample() {
        assertThat(TopicSetup.durability(3, 2)).isEmpty();
    }

    @Test
    void aReplicatedLogMustOutliveOneBroker() {
        assertThat(TopicSetup.durability(3, 1))
                .hasValueSatisfying(
                        wrong ->
                                assertThat(wrong)
                                        .contains("min.insync.replicas must be at least 2")
                                        .endsWith("found 1"));
        assertThat(TopicSetup.durability(2, 1)).isPresent();
    }

    @Test
    void aLogOnOneBrokerCannotPromiseMore() {
        assertThat(TopicSetup.durability(1, 1)).isEmpty();
    }
}
