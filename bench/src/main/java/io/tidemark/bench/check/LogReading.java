package io.tidemark.bench.check;

import io.tidemark.bench.load.JournalEntry;
import io.tidemark.bench.load.JournalReader;
import io.tidemark.jobs.Topics;
import io.tidemark.proto.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads a whole log from Kafka and checks it, once its load has stopped. */
public final class LogReading {

    private static final Duration TICK_PATIENCE = Duration.ofSeconds(60);

    private LogReading() {}

    /**
     * Freezes the topics' ends (of what is written before what it comes from) and checks all of it.
     *
     * @param journals of loads that have stopped and have waited for their answers; may be none
     */
    public static Report check(String bootstrap, Topics topics, List<Path> journals)
            throws IOException {
        try (RawTopics raw = new RawTopics(bootstrap)) {
            ClusterSettings settings = raw.settings(topics.inputs());
            raw.awaitTicks(topics.dml(), newest(journals), TICK_PATIENCE);
            List<String> order =
                    List.of(
                            topics.dml(),
                            topics.deadLetters(),
                            topics.responses(),
                            topics.requests(),
                            topics.definitions());
            order.forEach(raw::freeze);
            LogCheck check =
                    new LogCheck(
                            topics,
                            raw.partitions(topics.dml()),
                            raw.partitions(topics.responses()),
                            settings.getTickStepMs(),
                            raw.brokers(List.of(topics.dml(), topics.responses())) == 1);
            raw.read(topics.definitions(), check::request);
            raw.read(topics.requests(), check::request);
            raw.read(topics.responses(), check::answer);
            raw.read(topics.deadLetters(), check::deadLetter);
            raw.read(topics.dml(), check::message);
            for (Path journal : journals) {
                try (JournalReader reader = JournalReader.open(journal)) {
                    for (JournalEntry e = reader.next(); e != null; e = reader.next()) {
                        check.journal(reader.session(), e);
                    }
                }
            }
            return check.finish();
        }
    }

    private static long newest(List<Path> journals) throws IOException {
        long newest = 0;
        for (Path journal : journals) {
            try (JournalReader reader = JournalReader.open(journal)) {
                for (JournalEntry e = reader.next(); e != null; e = reader.next()) {
                    if (e instanceof JournalEntry.Answered answered) {
                        newest = Math.max(newest, answered.timestamp());
                    }
                }
            }
        }
        return newest;
    }
}
