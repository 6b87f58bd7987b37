package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;

/** The JobManager is killed; a supervisor starts it again. */
final class KillJobManager implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        ClusterProcess victim = scene.cluster().jobManager();
        scene.note("kill -9 " + victim.name());
        victim.kill();
        victim.start();
    }
}
