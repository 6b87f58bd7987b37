package io.tidemark.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

    @Test
    void usageExample() throws Exception {
        int port = LoopbackPort.free("Kafka", 0);
        assertThat(LoopbackPort.free("Kafka", port)).isEqualTo(port);
    }

    @RepeatedTest(20)
    void aFreePortIsNoneThatAnOutgoingConnectionMayTakeMeanwhile() throws Exception {
        assertThat(LoopbackPort.free("Kafka", 0)).isBetween(10_000, 32_767);
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = LoopbackPort.bind("The test", 0)) {
            assertThatThrownBy(() -> LoopbackPort.free("Kafka", other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Kafka needs port " + other.getLocalPort())
                    .hasMessageContaining("taken");
        }
    }
}
