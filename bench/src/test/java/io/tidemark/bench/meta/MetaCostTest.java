package io.tidemark.bench.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetaCostTest {

    @Test
    void usageExample() throws IOException {
        MetaCost.Result result = MetaStores.HEAP.measure(20, 2);

        assertThat(result.perSecond()).isPositive();
        assertThat(result.stateBytes()).isPositive();
    }

    @Test
    void bothStoresHoldTheSame() throws IOException {
        MetaCost.Result heap = MetaStores.HEAP.measure(20, 2);
        MetaCost.Result rocks = MetaStores.ROCKSDB.measure(20, 2);

        assertThat(rocks.keys()).isEqualTo(heap.keys());
        assertThat(rocks.stateBytes()).isEqualTo(heap.stateBytes());
    }

    @Test
    void theStateGrowsWithTheCollections() throws IOException {
        MetaCost.Result few = MetaStores.HEAP.measure(10, 1);
        MetaCost.Result more = MetaStores.HEAP.measure(20, 1);

        // A collection with its partition has five keys: two histories, two names, a list.
        assertThat(more.keys() - few.keys()).isEqualTo(50);
    }
}
