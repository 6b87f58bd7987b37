package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;
import java.time.Duration;

/**
 * The broker's disk fills up, whereupon the broker ends; an operator makes room and starts it
 * again.
 */
final class FullDisk implements Fault {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OPERATOR = Duration.ofSeconds(2);

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        ClusterProcess victim = scene.cluster().broker();
        victim.giveUp();
        scene.note(scene.disk().fill(victim.pid()));
        boolean ended = scene.waits(PATIENCE, () -> !victim.isAlive());
        scene.pause(OPERATOR);
        scene.note(ended ? victim.name() + " ended" : victim.name() + " lives on and is killed");
        victim.kill();
        scene.disk().free();
        victim.start();
    }
}
