package io.tidemark.jobs;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/** The job's command line: {@code --key value}, where {@code key} may leave the prefix out. */
final class JobArguments {

    private JobArguments() {}

    /** The arguments as configuration. */
    static Configuration configuration(String[] args) {
        Configuration configuration = new Configuration();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "arguments must be --key value, found " + args[i]);
            }
            String key = args[i].substring(2);
            String full =
                    key.startsWith(TidemarkOptions.PREFIX) ? key : TidemarkOptions.PREFIX + key;
            configuration.setString(full, args[i + 1]);
        }
        return configuration;
    }

    /** The environment's configuration, overruled by the arguments. */
    static Configuration merged(ReadableConfig environment, String[] args) {
        Configuration merged = new Configuration();
        merged.addAll(Configuration.fromMap(environment.toMap()));
        merged.addAll(configuration(args));
        return merged;
    }

    /** What goes to every Kafka client. */
    static Properties kafka(ReadableConfig config) {
        Map<String, String> sorted = new TreeMap<>(config.toMap());
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", config.get(TidemarkOptions.BOOTSTRAP));
        sorted.forEach(
                (key, value) -> {
                    if (key.startsWith(TidemarkOptions.KAFKA_PREFIX)) {
                        client.setProperty(
                                key.substring(TidemarkOptions.KAFKA_PREFIX.length()), value);
                    }
                });
        return client;
    }
}
