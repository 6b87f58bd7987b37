package io.tidemark.bench.chaos;

import io.tidemark.bench.load.Fingerprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What a campaign is to be. It goes batch by batch: each has a cluster and a log of its own, so
 * that checking one log, and executing it again from its beginning, stays a matter of a minute.
 *
 * @param home the project's folder, built
 * @param folder where clusters, journals and figures lie
 * @param seed decides the order of faults, what varies in each, and the load
 * @param faults how many of each kind
 * @param batch most faults of each kind in one batch
 * @param kinds what is done
 * @param rate requests a second
 * @param taskManagers of two slots each
 * @param deliveryTimeout after which the job's producers give a record up
 * @param flink settings of Flink over flink-conf
 */
record CampaignPlan(
        Path home,
        Path folder,
        long seed,
        int faults,
        int batch,
        List<FaultKind> kinds,
        double rate,
        int taskManagers,
        Duration deliveryTimeout,
        SortedMap<String, String> flink) {

    CampaignPlan {
        kinds = List.copyOf(kinds);
    }

    /** How many batches there are. */
    int batches() {
        return (faults + batch - 1) / batch;
    }

    /** The seed of one batch: another in every batch of every campaign. */
    long seedOf(int number) {
        return Fingerprint.combine(seed, number);
    }

    /** How many faults of each kind a batch has. */
    int faultsIn(int number) {
        return Math.min(batch, faults - number * batch);
    }
}
