package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * By mistake the job is submitted a second time: with nothing, so that it writes all of the log
 * again, or with a savepoint of the first, so that both write the newest. It is cancelled when it
 * has completed two checkpoints of its own.
 */
final class SecondLeader implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        Optional<Path> from = Optional.empty();
        if (scene.random().nextBoolean()) {
            from = Optional.of(scene.cluster().flink().savepoint(scene.job()));
        }
        scene.note(
                "a second leader "
                        + from.map(point -> "from " + point.getFileName())
                                .orElse("from the log's beginning"));
        String second = scene.runBeside(from, Map.of());
        scene.await(
                "two checkpoints of the second leader",
                () -> {
                    scene.requireOpen(second);
                    return scene.cluster().rest().newestCheckpoint(second) >= 2;
                });
        scene.cancel(second);
    }
}
