package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingFlushesTest {

    @Test
    void usageExample() {
        PendingFlushes flushes = new PendingFlushes(List.of());
        flushes.add(20, 7);
        flushes.add(10, 9);
        flushes.add(10, 8);
        flushes.add(30, 7);

        assertThat(before(flushes, 10)).isEmpty();
        assertThat(before(flushes, 21)).containsExactly("8 at 10", "9 at 10", "7 at 20");
        assertThat(before(flushes, 100)).containsExactly("7 at 30");
    }

    @Test
    void aSnapshotKeepsWhatHasNotCome() {
        PendingFlushes flushes = new PendingFlushes(List.of());
        flushes.add(20, 7);
        flushes.add(30, 8);
        before(flushes, 25);

        PendingFlushes restored = new PendingFlushes(flushes.snapshot());
        // The root coordinator announces it again.
        restored.add(30, 8);

        assertThat(before(restored, 100)).containsExactly("8 at 30");
    }

    private static List<String> before(PendingFlushes flushes, long timestamp) {
        List<String> applied = new ArrayList<>();
        flushes.applyBefore(timestamp, (collection, at) -> applied.add(collection + " at " + at));
        return applied;
    }
}
