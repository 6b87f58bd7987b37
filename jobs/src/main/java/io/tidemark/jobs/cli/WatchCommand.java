package io.tidemark.jobs.cli;

import io.tidemark.life.Watchdog;
import io.tidemark.life.Watchdog.Watched;
import io.tidemark.proto.Heartbeat;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The watchdog: shows the components' heartbeats and names who is silent. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Every component of a running job says each two seconds that it lives. This prints"
                    + " what they say, and names those who fall silent: not heard for three of"
                    + " their own intervals, by this machine's clock.",
            "The exit code is 1 if somebody is silent at the end."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark watch",
            "  tidemark watch --once || echo 'somebody is silent'"
        })
final class WatchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;

    @Option(names = "--once", description = "show everybody's newest heartbeat and end")
    private boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "9223372036",
            description = "end after so many seconds (default: never)")
    private long timeoutS;

    private final Watchdog watchdog = new Watchdog();
    private final Set<String> knownSilent = new TreeSet<>();
    private PrintWriter out;

    @Override
    public Integer call() {
        if (timeoutS < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--timeout must be at least 1, found " + timeoutS);
        }
        out = spec.commandLine().getOut();
        long startNs = System.nanoTime();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            HeartbeatTail tail = new HeartbeatTail(consumer, kafka.topics().heartbeats());
            tail.readBack(watchdog::heard);
            watchdog.components().stream()
                    .filter(watched -> watched.newest() != null)
                    .forEach(watched -> out.println(WatchLines.heard(watched)));
            lookAround();
            while (!once
                    && (System.nanoTime() - startNs) / 1_000_000_000 < timeoutS
                    && !out.checkError()) {
                tail.poll(this::show);
                lookAround();
            }
        }
        return verdict();
    }

    private void show(Heartbeat heartbeat, long atMs) {
        Watched watched = watchdog.heard(heartbeat, atMs);
        out.println(
                knownSilent.remove(watched.id())
                        ? WatchLines.back(watched)
                        : WatchLines.heard(watched));
    }

    /** Tells of each silence once. */
    private void lookAround() {
        long nowMs = Instant.now().toEpochMilli();
        for (Watched watched : watchdog.silent(nowMs)) {
            if (knownSilent.add(watched.id())) {
                out.println(WatchLines.silent(watched, nowMs));
            }
        }
        out.flush();
    }

    private int verdict() {
        long nowMs = Instant.now().toEpochMilli();
        var silent = watchdog.silent(nowMs);
        out.println();
        out.println(WatchLines.verdict(watchdog.components().size(), silent, nowMs));
        out.flush();
        return silent.isEmpty() ? TidemarkCommand.OK : TidemarkCommand.SILENT;
    }
}
