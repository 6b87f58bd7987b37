package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.Await;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A follower executes the whole log again, into topics of its own, up to a tick of the leader's. It
 * must write what the leader wrote, byte by byte under the reader rule.
 */
final class Follower implements Fault {

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
                                "role", "follower",
                                "topics.shadow", shadow,
                                "until", Long.toString(until)));
        Await.until(
                "the follower to come to its end",
                Scene.PATIENCE,
                () -> !scene.cluster().rest().openJobs().contains(follower));
        String status = scene.cluster().rest().status(follower);
        if (!status.equals("FINISHED")) {
            throw new IOException(
                    "the follower ended as "
                            + status
                            + ": "
                            + scene.cluster().rest().failure(follower));
        }
        try (ChannelDigests digests = new ChannelDigests(scene.cluster().bootstrapServers())) {
            for (String difference : digests.differences("dml", shadow + "dml", until)) {
                scene.violation("follower: " + difference);
            }
            digests.delete(shadow);
        }
    }
}
