package io.tidemark.bench.chaos;

import io.tidemark.bench.check.LogComparison;
import io.tidemark.bench.check.Report;
import io.tidemark.bench.cluster.PrefixedTopics;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A follower executes the whole log again, into topics of its own, up to a tick of the leader's. It
 * must write what the leader wrote, byte by byte under the reader rule.
 */
final class Follower implements Fault {

    private static final long TICK_STEP_MS = 50;

    private int number;

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        String shadow = "shadow-" + ++number + "-";
        long until = scene.ticks().time();
        scene.note("a follower up to " + until);
        String follower =
                scene.runBeside(
                        Optional.empty(),
                        Map.of(
                                "role",
                                "follower",
                                "topics.shadow",
                                shadow,
                                "until",
                                Long.toString(until)));
        scene.await(
                "the follower to come to its end",
                () -> !scene.cluster().rest().openJobs().contains(follower));
        String status = scene.cluster().rest().status(follower);
        if (!status.equals("FINISHED")) {
            throw new IOException(
                    "the follower ended as "
                            + status
                            + ": "
                            + scene.cluster().rest().failure(follower));
        }
        Report report =
                LogComparison.compare(
                        scene.cluster().bootstrapServers(),
                        "dml",
                        shadow + "dml",
                        TICK_STEP_MS,
                        until);
        Report answers =
                LogComparison.answers(
                        scene.cluster().bootstrapServers(),
                        "responses",
                        shadow + "responses",
                        until);
        scene.note(
                report.figure("ticks compared")
                        + " ticks and "
                        + answers.figure("answers compared")
                        + " answers compared");
        report.violations().forEach(violation -> scene.violation("follower: " + violation));
        answers.violations().forEach(violation -> scene.violation("follower: " + violation));
        if (report.kept() && answers.kept()) {
            deleteTopics(scene.cluster().bootstrapServers(), shadow);
        }
    }

    private static void deleteTopics(String bootstrapServers, String prefix)
            throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            PrefixedTopics.delete(admin, prefix);
        } catch (ExecutionException e) {
            throw new IOException("the topics of a follower cannot be deleted", e);
        }
    }
}
