package io.tidemark.bench.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** In which order faults strike. */
final class Order {

    private Order() {}

    /** So many of each kind, shuffled; the same seed gives the same order. */
    static List<FaultKind> of(List<FaultKind> kinds, int each, long seed) {
        List<FaultKind> all = new ArrayList<>();
        for (FaultKind kind : kinds) {
            all.addAll(Collections.nCopies(each, kind));
        }
        Collections.shuffle(all, new Random(seed));
        return all;
    }
}
