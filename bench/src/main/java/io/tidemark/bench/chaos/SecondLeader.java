package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.Await;
import io.tidemark.bench.cluster.RestorePoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By mistake the job is submitted a second time: with nothing, so that it writes all of the log
 * again, or with a checkpoint of the first, so that both write the newest. It is cancelled when it
 * has completed two checkpoints of its own.
 */
final class SecondLeader implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        List<Path> retained =
                RestorePoints.checkpoints(scene.cluster().plan().folder(), scene.job());
        Optional<Path> from =
                scene.random().nextBoolean() || retained.isEmpty()
                        ? Optional.empty()
                        : Optional.of(retained.get(retained.size() - 1));
        scene.note("a second leader " + from.map(Path::getFileName).map(Path::toString).orElse(
                "from the log's beginning"));
        String second = scene.runBeside(from, Map.of());
        Await.until(
                "two checkpoints of the second leader",
                Scene.PATIENCE,
                () -> {
                    scene.requireOpen(second);
                    return scene.cluster().rest().newestCheckpoint(second) >= 2;
                });
        scene.cancel(second);
    }
}
