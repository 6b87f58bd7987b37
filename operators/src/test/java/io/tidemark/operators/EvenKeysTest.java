package io.tidemark.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvenKeysTest {

    private static final int MAX_PARALLELISM = 128;

    @Test
    void usageExample() {
        EvenKeys keys = new EvenKeys(4, MAX_PARALLELISM);

        assertThat(keys.count()).isEqualTo(4);
        assertThat(new EvenKeys(4, MAX_PARALLELISM).key(3)).isEqualTo(keys.key(3));
        // Bit-reversed, 0 to 3 are 0, 64, 32, 96 of 128: two each in either half.
        assertThat(load(keys, 2)).containsExactly(2, 2);
        assertThat(keys.belongsTo(0, 0, 2)).isTrue();
        assertThat(keys.belongsTo(1, 1, 2)).isTrue();
        assertThat(keys.belongsTo(2, 0, 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16, 64, 300})
    void everyIndexHasAKeyOfItsOwn(int count) {
        EvenKeys keys = new EvenKeys(count, MAX_PARALLELISM);
        Set<Long> distinct = new HashSet<>();
        for (int index = 0; index < count; index++) {
            distinct.add(keys.key(index));
        }

        assertThat(distinct).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64, 300})
    void theLoadIsEvenAtEveryPowerOfTwo(int count) {
        EvenKeys keys = new EvenKeys(count, MAX_PARALLELISM);
        for (int parallelism = 1; parallelism <= 8; parallelism *= 2) {
            int[] load = load(keys, parallelism);

            assertThat(spread(load)).as("%s", Arrays.toString(load)).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64, 300})
    void noSubtaskIsIdleOrTwiceAsBusyAtAnyOther(int count) {
        EvenKeys keys = new EvenKeys(count, MAX_PARALLELISM);
        for (int parallelism = 1; parallelism <= Math.min(8, count); parallelism++) {
            int[] load = load(keys, parallelism);
            int fair = (count + parallelism - 1) / parallelism;

            assertThat(Arrays.stream(load).sum()).isEqualTo(count);
            assertThat(Arrays.stream(load).boxed())
                    .as("parallelism %d", parallelism)
                    .allMatch(indices -> indices >= 1 && indices <= 2 * fair);
        }
    }

    @Test
    void keyGroupsAreAPowerOfTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvenKeys(4, 100))
                .withMessage("pipeline.max-parallelism must be a power of two, found 100");
        assertThat(load(new EvenKeys(3, 1), 1)).containsExactly(3);
    }

    private static int[] load(EvenKeys keys, int parallelism) {
        int[] load = new int[parallelism];
        for (int index = 0; index < keys.count(); index++) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                if (keys.belongsTo(index, subtask, parallelism)) {
                    load[subtask]++;
                }
            }
        }
        return load;
    }

    private static int spread(int[] load) {
        return Arrays.stream(load).max().orElse(0) - Arrays.stream(load).min().orElse(0);
    }
}
