package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;
import java.time.Duration;

/**
 * A TaskManager stands still until others have its tasks and time moves again; then it wakes, with
 * all it had in hand, and does not know that it was given up. Its producers have not given up
 * either, as long as it stood for less than their delivery timeout.
 */
final class Zombie implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        int port = scene.busiestPort();
        ClusterProcess victim = scene.cluster().taskManagers().get(port);
        scene.note("suspend " + victim.name());
        long startNs = System.nanoTime();
        long seen = scene.ticks().time();
        victim.suspend();
        long before;
        try {
            scene.await(
                    "others to take the tasks of " + victim.name(),
                    () ->
                            scene.cluster().rest().allRun(scene.job())
                                    && !scene.tasksByPort().containsKey(port)
                                    && scene.ticks().present(seen));
        } finally {
            before = scene.ticks().again();
            victim.resume();
        }
        Duration stood = Duration.ofNanos(System.nanoTime() - startNs);
        scene.note("time moves again; " + woke(victim.name(), stood, scene.deliveryTimeout()));
        scene.awaitHealth();
        scene.note(
                scene.ticks().again()
                        - before
                        + " messages and ticks were written again after it woke");
    }

    /** What it can still do that wakes after so long. */
    static String woke(String name, Duration stood, Duration deliveryTimeout) {
        String can =
                stood.compareTo(deliveryTimeout) < 0
                        ? ", and can write what it held"
                        : ", too late to write what it held";
        return name + " wakes after " + stood.toMillis() + " ms" + can;
    }
}
