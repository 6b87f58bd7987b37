package io.tidemark.bench;

import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** What both jobs of a measurement are told alike. */
final class JobOptions {

    @Option(names = "--bootstrap", required = true)
    String bootstrap;

    @Option(names = "--output", required = true)
    String output;

    @Option(names = "--parallelism", defaultValue = "1")
    int parallelism;

    @Option(names = "--backend", defaultValue = "hashmap")
    String backend;

    @Option(names = "--checkpoints", required = true)
    String checkpoints;

    Configuration flink() {
        return JobSettings.of(parallelism, backend, checkpoints);
    }

    /** The producer of both jobs. */
    Properties producer() {
        Properties producer = new Properties();
        producer.setProperty("bootstrap.servers", bootstrap);
        producer.setProperty("linger.ms", "0");
        producer.setProperty("batch.size", "262144");
        producer.setProperty("acks", "all");
        producer.setProperty("enable.idempotence", "true");
        producer.setProperty("max.request.size", "8388608");
        return producer;
    }
}
