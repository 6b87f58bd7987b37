package io.tidemark.jobs.cli;

import io.tidemark.jobs.Topics;
import io.tidemark.jobs.cli.TimeReading.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how far time has come everywhere, and names who holds it. */
@Command(
        name = "barrier",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Readers of the log get nothing newer than the slowest of its partitions and writers."
                    + " This shows where time stands and names who holds it.",
            "It reads the newest records of definitions, requests and dml, and asks Flink for its"
                    + " operators' watermarks."
        },
        footer = {"", "Example:", "  tidemark barrier --web http://127.0.0.1:8081"})
final class BarrierCommand implements Callable<Integer> {

    private static final int MOST_LINES = 16;

    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--web",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081",
            description = "Flink's web UI (default: ${DEFAULT-VALUE})")
    private String web;

    @Override
    public Integer call() throws InterruptedException {
        List<String> notes = new ArrayList<>();
        // The first question makes Flink fetch what the second is answered with.
        boolean reached = !watermarks(notes).isEmpty();
        TimeReading reading;
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            TopicTails tails = new TopicTails(consumer);
            Topics topics = kafka.topics();
            List<Place> channels = tails.ticked(topics.dml());
            List<Place> log = new ArrayList<>(tails.appended(topics.definitions()));
            log.addAll(tails.appended(topics.requests()));
            reading = new TimeReading(log, reached ? watermarks(notes) : List.of(), channels);
        }
        print(reading, notes);
        return TidemarkCommand.OK;
    }

    private List<Place> watermarks(List<String> notes) throws InterruptedException {
        try {
            List<Place> watermarks = new FlinkRest(web).watermarks();
            if (watermarks.isEmpty()) {
                notes.add("  no running job at " + web);
            }
            return watermarks;
        } catch (IOException | IllegalArgumentException e) {
            notes.add("  not known: Flink does not answer at " + web + " (--web names another)");
            return List.of();
        }
    }

    private void print(TimeReading reading, List<String> notes) {
        PrintWriter out = spec.commandLine().getOut();
        long newestMs = TimeReading.newest(reading.log()).orElseThrow().timeMs();
        out.println("Log partitions: append time of the newest record");
        places(reading.log(), newestMs);
        out.println("Operators: watermark");
        notes.forEach(out::println);
        places(reading.operators(), newestMs);
        out.println("Channels: newest tick");
        places(reading.channels(), newestMs);
        out.println();
        out.println(reading.verdict(Instant.now().toEpochMilli()));
        out.flush();
    }

    /** The furthest behind where there are many, in their own order. */
    private void places(List<Place> places, long newestMs) {
        PrintWriter out = spec.commandLine().getOut();
        List<Place> shown =
                places.stream()
                        .sorted(Comparator.comparingLong(Place::timeMs))
                        .limit(MOST_LINES)
                        .toList();
        for (Place place : places) {
            if (shown.contains(place)) {
                out.println(
                        line(place, newestMs) + (place.equals(shown.get(0)) ? "  <- oldest" : ""));
            }
        }
        if (places.size() > MOST_LINES) {
            out.println("  and " + (places.size() - MOST_LINES) + " that are further on");
        }
    }

    private static String line(Place place, long newestMs) {
        return place.never()
                ? String.format(Locale.ROOT, "  %-52s none yet", place.name())
                : String.format(
                        Locale.ROOT,
                        "  %-52s %s  %s behind",
                        place.name(),
                        Instant.ofEpochMilli(place.timeMs()),
                        TimeReading.span(newestMs - place.timeMs()));
    }
}
