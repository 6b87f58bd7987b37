package io.tidemark.bench.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order all work in a round: another one each time, the same in every run. Were it only
 * turned round, each would always follow the same one, and what that leaves behind.
 */
final class Turns {

    private final Random random = new Random(1);

    /** All of them, in the next round's order. */
    <T> List<T> next(List<T> all) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        return order;
    }
}
