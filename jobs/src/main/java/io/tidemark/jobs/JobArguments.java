package io.tidemark.jobs;

import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What a job is started with: Flink's configuration, overruled by the environment, overruled by the
 * command line, {@code --key value}, where {@code key} may leave the prefix out.
 */
final class JobArguments {

    private JobArguments() {}

    /** The arguments alone, as configuration. */
    static Configuration configuration(String[] args) {
        return new GlobalParams(TidemarkOptions.PREFIX).overrule(args).configuration();
    }

    /** Everything. */
    static Configuration merged(
            ReadableConfig flink, Map<String, String> environment, String[] args) {
        return new GlobalParams(TidemarkOptions.PREFIX)
                .loadAll(flink)
                .overrule(environment, KnownOptions.all())
                .overrule(args)
                .configuration();
    }

    /** What goes to every Kafka client. */
    static Properties kafka(ReadableConfig config) {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", config.get(TidemarkOptions.BOOTSTRAP));
        client.putAll(
                new GlobalParams(TidemarkOptions.PREFIX)
                        .loadAll(config)
                        .below(TidemarkOptions.KAFKA_PREFIX));
        return client;
    }
}
