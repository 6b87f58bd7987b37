package io.tidemark.bench.chaos;

import io.tidemark.bench.cluster.ClusterProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

/** The broker is stopped in good order, and for so long that producers give their records up. */
final class BrokerAway implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        ClusterProcess victim = scene.cluster().broker();
        Duration away = away(scene.deliveryTimeout(), scene.random());
        scene.note("no " + victim.name() + " for " + away.toMillis() + " ms");
        victim.stop();
        scene.pause(away);
        victim.start();
    }

    /** From an eighth of the delivery timeout beyond it to three eighths. */
    static Duration away(Duration deliveryTimeout, SplittableRandom random) {
        long deliveryMs = deliveryTimeout.toMillis();
        return Duration.ofMillis(deliveryMs + deliveryMs / 8 + random.nextLong(1 + deliveryMs / 4));
    }
}
