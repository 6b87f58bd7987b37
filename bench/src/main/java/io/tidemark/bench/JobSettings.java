package io.tidemark.bench;

import org.apache.flink.configuration.Configuration;

/** The settings of Flink that both jobs of a measurement run under: those of flink-conf. */
final class JobSettings {

    private JobSettings() {}

    static Configuration of(int parallelism, String backend, String checkpoints) {
        Configuration flink = new Configuration();
        flink.setString("parallelism.default", Integer.toString(parallelism));
        flink.setString("taskmanager.numberOfTaskSlots", Integer.toString(parallelism));
        flink.setString("taskmanager.memory.network.min", "256 mb");
        flink.setString("taskmanager.memory.network.max", "256 mb");
        flink.setString("taskmanager.memory.segment-size", "1 mb");
        flink.setString("pipeline.object-reuse", "true");
        flink.setString("pipeline.auto-watermark-interval", "0");
        flink.setString("execution.buffer-timeout.interval", "1 ms");
        flink.setString("execution.checkpointing.interval", "10 s");
        flink.setString("execution.checkpointing.storage", "filesystem");
        flink.setString("execution.checkpointing.dir", "file://" + checkpoints);
        flink.setString("execution.checkpointing.incremental", "true");
        flink.setString("state.backend.type", backend);
        return flink;
    }
}
