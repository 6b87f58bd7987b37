package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;

/** The broker is killed; a supervisor starts it again. */
final class KillBroker implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        ClusterProcess victim = scene.cluster().broker();
        scene.note("kill -9 " + victim.name());
        victim.kill();
        victim.start();
    }
}
