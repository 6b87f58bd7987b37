package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;

/**
 * A TaskManager stands still until others have its tasks and time moves again; then it wakes, with
 * all it had in hand, and does not know that it was given up.
 */
final class Zombie implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        int port = scene.busiestPort();
        ClusterProcess victim = scene.cluster().taskManagers().get(port);
        scene.note("suspend " + victim.name());
        victim.suspend();
        try {
            scene.await(
                    "others to take the tasks of " + victim.name(),
                    () ->
                            scene.cluster().rest().allRun(scene.job())
                                    && !scene.tasksByPort().containsKey(port)
                                    && scene.ticks().present());
            scene.note("time moves again; " + victim.name() + " wakes");
        } finally {
            victim.resume();
        }
    }
}
