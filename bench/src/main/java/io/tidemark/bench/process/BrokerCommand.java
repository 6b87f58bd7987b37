package io.tidemark.bench.process;

import io.tidemark.jobs.local.LocalKafka;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A broker in a process of its own, so that its CPU is not the jobs'. */
@Command(name = "broker", hidden = true)
public final class BrokerCommand implements Callable<Integer> {

    /** Small files, so that what was measured can be deleted soon. */
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "log.segment.bytes", Integer.toString(64 << 20),
                    "log.segment.delete.delay.ms", "1000",
                    "log.retention.check.interval.ms", "5000");

    @Parameters(index = "0")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0, PROPERTIES)) {
            Child.ready(kafka.bootstrapServers());
            Child.tellCompiling();
        }
        return 0;
    }
}
