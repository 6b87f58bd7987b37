package io.tidemark.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The job is stopped with a savepoint and goes on at another parallelism. On one cluster it goes
 * down first, on the next up: each batch begins in the middle and may be too short for every step.
 */
final class Rescale implements Fault {

    private Scene scene;
    private boolean up = true;
    private Course course;

    @Override
    public void strike(Scene striking) throws IOException, InterruptedException {
        if (striking != scene) {
            scene = striking;
            up = !up;
            course = new Course(up);
        }
        int next = course.next(scene.parallelism());
        scene.note("from " + scene.parallelism() + " to " + next);
        Path savepoint = scene.cluster().flink().stop(scene.job());
        scene.run(next, Optional.of(savepoint));
    }
}
