package io.tidemark.bench;

import io.tidemark.jobs.local.LocalKafka;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A broker in a process of its own, so that its CPU is not the jobs'. */
@Command(name = "broker", hidden = true)
final class BrokerCommand implements Callable<Integer> {

    @Parameters(index = "0")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            Child.ready(kafka.bootstrapServers());
            Child.awaitEnd();
        }
        return 0;
    }
}
