package io.tidemark.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void usageExample() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Fingerprint.of(bytes)).isEqualTo(Fingerprint.of(bytes.clone()));
        assertThat(Fingerprint.of(bytes, 2, 3)).isEqualTo(Fingerprint.of(new byte[] {3, 4, 5}));
    }

    @Test
    void everySingleBitAndTheLengthCount() {
        byte[] bytes = new byte[37];
        new Random(5).nextBytes(bytes);
        Set<Long> hashes = new HashSet<>(Set.of(Fingerprint.of(bytes)));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(hashes.add(Fingerprint.of(flipped))).as("bit %d", bit).isTrue();
        }
        for (int length = 0; length < bytes.length; length++) {
            assertThat(hashes.add(Fingerprint.of(bytes, 0, length))).isTrue();
        }
    }

    @Test
    void theOrderOfACombinationCounts() {
        long one = Fingerprint.combine(Fingerprint.combine(0, 1), 2);
        long other = Fingerprint.combine(Fingerprint.combine(0, 2), 1);
        assertThat(one).isNotEqualTo(other);
    }
}
