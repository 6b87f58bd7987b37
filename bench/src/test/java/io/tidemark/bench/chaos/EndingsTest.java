package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.cluster.Ended;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private final Endings endings = new Endings();

    @Test
    void usageExample() {
        endings.begin(FaultKind.DISK_FULL);
        assertThat(endings.violation(new Ended("kafka", 1))).isEmpty();
    }

    @Test
    void aFullDiskExcusesNobodyButTheBroker() {
        endings.begin(FaultKind.DISK_FULL);
        assertThat(endings.violation(new Ended("taskmanager-2", 239)))
                .contains(
                        "taskmanager-2 ended by itself with exit code 239 during disk-full, which"
                                + " does not excuse that");
    }

    @Test
    void otherFaultsExcuseNobody() {
        endings.begin(FaultKind.BROKER_AWAY);
        assertThat(endings.violation(new Ended("kafka", 1))).isPresent();
        endings.begin(FaultKind.ZOMBIE);
        assertThat(endings.violation(new Ended("jobmanager", 1))).isPresent();
    }
}
