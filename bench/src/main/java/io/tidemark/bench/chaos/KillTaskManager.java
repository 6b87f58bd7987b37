package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;

/** The TaskManager that has most to lose is killed; a supervisor starts it again. */
final class KillTaskManager implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        ClusterProcess victim = scene.busiestTaskManager();
        scene.note("kill -9 " + victim.name());
        victim.kill();
        victim.start();
    }
}
