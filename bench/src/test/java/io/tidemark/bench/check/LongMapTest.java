package io.tidemark.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {

    @Test
    void usageExample() {
        LongMap map = new LongMap();
        map.put(0, 5);
        map.put(0, 6);
        assertThat(map.get(0, -1)).isEqualTo(6);
        assertThat(map.get(1, -1)).isEqualTo(-1);
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void itHoldsWhatAHashMapHolds() {
        LongMap map = new LongMap();
        Map<Long, Long> model = new HashMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            // Few bits apart, as timestamps are.
            long key = (long) random.nextInt(50_000) << 18;
            map.put(key, i);
            model.put(key, (long) i);
        }
        assertThat(map.size()).isEqualTo(model.size());
        model.forEach((key, value) -> assertThat(map.get(key, -1)).isEqualTo(value));
        assertThat(map.get(50_000L << 18, -1)).isEqualTo(-1);
    }
}
