package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;
import java.time.Duration;

/** The broker is stopped in good order, and for so long that producers give their records up. */
final class BrokerAway implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        ClusterProcess victim = scene.cluster().broker();
        long deliveryMs = scene.deliveryTimeout().toMillis();
        Duration away =
                Duration.ofMillis(
                        deliveryMs + deliveryMs / 4 + scene.random().nextLong(deliveryMs));
        scene.note("no " + victim.name() + " for " + away.toMillis() + " ms");
        victim.stop();
        scene.pause(away);
        victim.start();
    }
}
