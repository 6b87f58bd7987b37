package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** The folder {@code flink-conf} is what this version of Flink and this job understand. */
class FlinkConfTest {

    private static final List<Class<?>> AREAS =
            List.of(
                    CheckpointingOptions.class,
                    ClusterOptions.class,
                    CoreOptions.class,
                    ExecutionOptions.class,
                    HeartbeatManagerOptions.class,
                    JobManagerOptions.class,
                    MetricOptions.class,
                    PipelineOptions.class,
                    RestOptions.class,
                    RestartStrategyOptions.class,
                    StateBackendOptions.class,
                    TaskManagerOptions.class,
                    TidemarkOptions.class);

    private final Configuration conf =
            GlobalConfiguration.loadConfiguration(Path.of("../flink-conf").toString());

    @Test
    void usageExample() {
        assertThat(conf.get(RestOptions.PORT)).isEqualTo(8081);
        assertThat(conf.get(TidemarkOptions.BOOTSTRAP)).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void everyKeyIsAnOptionAndEveryValueIsOfItsType() {
        Map<String, ConfigOption<?>> known = KnownOptions.byKey(AREAS);
        assertThat(known.keySet()).containsAll(conf.keySet());
        for (String key : conf.keySet()) {
            assertThatCode(() -> conf.get(known.get(key))).as(key).doesNotThrowAnyException();
        }
    }

    @Test
    void theJobAcceptsIt() {
        assertThatCode(() -> SubmissionCheck.check(conf, conf)).doesNotThrowAnyException();
    }

    @Test
    void nothingListensBeyondThisMachine() {
        assertThat(conf.get(RestOptions.BIND_ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(conf.get(JobManagerOptions.BIND_HOST)).isEqualTo("localhost");
        assertThat(conf.get(TaskManagerOptions.BIND_HOST)).isEqualTo("localhost");
    }
}
