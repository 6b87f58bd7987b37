package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The core under seeded virtual time: P log partitions, N channels, delays, reordering, repeats,
 * clock steps and skew, lost acknowledgements, crashes, restores, zombies and leases that end. The
 * promises W1 to W6 are checked at every append and answer, the result against that of an
 * undisturbed run.
 */
class SimulationTest {

    private static final int SEEDS = 200;

    @Test
    void usageExample() {
        World.Faults faults = run(Long.getLong("tidemark.seed", 1));

        assertThat(faults.clockSteps()).isPositive();
    }

    @Test
    void thePromisesHoldWhateverFails() {
        Long only = Long.getLong("tidemark.seed");
        int crashes = 0;
        int restores = 0;
        int zombieSteps = 0;
        int repeats = 0;
        int lostNodes = 0;
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            World.Faults faults = run(seed);
            crashes += faults.crashes();
            restores += faults.restores();
            zombieSteps += faults.zombieSteps();
            repeats += faults.repeats();
            lostNodes += faults.lostNodes();
        }
        if (only == null) {
            // A simulation in which nothing fails proves nothing.
            assertThat(crashes).isGreaterThan(SEEDS);
            assertThat(restores).isGreaterThan(SEEDS);
            assertThat(zombieSteps).isGreaterThan(SEEDS);
            assertThat(repeats).isGreaterThan(SEEDS);
            assertThat(lostNodes).isGreaterThan(SEEDS);
        }
    }

    private static World.Faults run(long seed) {
        try {
            return new World(seed).run();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "Seed %d failed: %s%nReplay: mvn -B test -pl operators -am -Dtest=SimulationTest"
                                    .formatted(seed, e)
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dtidemark.seed="
                            + seed,
                    e);
        }
    }
}
