package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.RestorePoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The job is cancelled and begins again from a checkpoint with a newer one behind it. */
final class OlderCheckpoint implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        String job = scene.job();
        scene.await("two retained checkpoints", () -> retained(scene, job).size() > 1);
        scene.cancel(job);
        // Those that were there when it ended stay.
        List<Path> retained = retained(scene, job);
        Path older = retained.get(0);
        scene.note(
                "from "
                        + older.getFileName()
                        + " while there is "
                        + retained.get(retained.size() - 1).getFileName());
        scene.run(scene.parallelism(), Optional.of(older));
    }

    private static List<Path> retained(Scene scene, String job) throws IOException {
        return RestorePoints.checkpoints(scene.cluster().plan().folder(), job);
    }
}
