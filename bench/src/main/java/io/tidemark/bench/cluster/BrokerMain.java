package io.tidemark.bench.cluster;

import io.tidemark.jobs.local.LocalKafka;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The broker's process: folder, port, then properties as {@code key=value}. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> properties = new TreeMap<>();
        for (int i = 2; i < args.length; i++) {
            String[] property = args[i].split("=", 2);
            properties.put(property[0], property[1]);
        }
        LocalKafka kafka =
                LocalKafka.start(Path.of(args[0]), Integer.parseInt(args[1]), properties);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        // The broker's threads are daemons.
        Thread.currentThread().join();
    }
}
