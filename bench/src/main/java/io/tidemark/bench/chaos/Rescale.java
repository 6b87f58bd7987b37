package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The job is stopped with a savepoint and goes on at another parallelism. */
final class Rescale implements Fault {

    private static final List<Integer> PARALLELISMS = List.of(1, 2, 4, 2);

    private int step;

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        int next = PARALLELISMS.get(step++ % PARALLELISMS.size());
        scene.note("from " + scene.parallelism() + " to " + next);
        Path savepoint = scene.cluster().flink().stop(scene.job());
        scene.run(next, Optional.of(savepoint));
    }
}
