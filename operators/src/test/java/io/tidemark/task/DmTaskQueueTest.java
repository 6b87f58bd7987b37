package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DmTaskQueueTest {

    @Test
    void usageExample() throws Exception {
        DmTaskQueue queue =
                new DmTaskQueue(new TestingSpillStore(), 1 << 20, DmTaskQueue.Kept.NOTHING);
        queue.add(request(1, 10));
        queue.add(request(2, 10));

        assertThat(queue.peek().timestamp()).isEqualTo(1);
        queue.remove();
        assertThat(queue.peek().timestamp()).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void whatIsBeyondTheBudgetIsSpilledAndComesBackInOrder() throws Exception {
        TestingSpillStore store = new TestingSpillStore();
        DmTaskQueue queue = new DmTaskQueue(store, 1000, DmTaskQueue.Kept.NOTHING);
        for (int i = 0; i < 100; i++) {
            queue.add(request(i, 100));
        }

        assertThat(store.byIndex).hasSizeGreaterThan(90);
        assertThat(queue.spilled()).isEqualTo(store.byIndex.size());
        for (int i = 0; i < 100; i++) {
            assertThat(queue.peek().timestamp()).isEqualTo(i);
            queue.remove();
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.peek()).isNull();
        assertThat(queue.spilled()).isZero();
        assertThat(store.byIndex).isEmpty();
    }

    @Test
    void aCheckpointTakesASmallHeapPartAsItIsAndStoresALargeOne() throws Exception {
        TestingSpillStore store = new TestingSpillStore();
        DmTaskQueue queue = new DmTaskQueue(store, 4 << 20, DmTaskQueue.Kept.NOTHING);
        queue.add(request(1, 1 << 19));
        Request small = queue.peek();

        assertThat(queue.checkpoint()).isEqualTo(new DmTaskQueue.Kept(0, 1, List.of(small)));
        assertThat(store.byIndex).isEmpty();

        queue.add(request(2, 1 << 19));
        assertThat(queue.checkpoint()).isEqualTo(new DmTaskQueue.Kept(0, 2, List.of()));
        assertThat(store.byIndex).containsOnlyKeys(0L, 1L);

        queue.remove();
        assertThat(queue.checkpoint().tasks()).hasSize(1);
        assertThat(store.byIndex).isEmpty();
    }

    @Test
    void checkpointsAndRestoresAtAnyMomentLoseAndRepeatNothing() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            checkpointsAndRestores(seed, 1);
        }
    }

    @Test
    void nothingIsLostOrRepeatedOfLargeTasksEither() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            checkpointsAndRestores(seed, 2_000);
        }
    }

    /**
     * @param scale multiplies the sizes of tasks and of the budget, which is 1,500 bytes
     */
    private static void checkpointsAndRestores(long seed, int scale) throws Exception {
        Random random = new Random(seed);
        TestingSpillStore store = new TestingSpillStore();
        DmTaskQueue queue = new DmTaskQueue(store, 1500L * scale, DmTaskQueue.Kept.NOTHING);
        ArrayDeque<Long> model = new ArrayDeque<>();
        long next = 0;
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    DmTaskQueue.Kept kept = queue.checkpoint();
                    assertThat(store.byIndex.size() + kept.tasks().size())
                            .as("seed %d", seed)
                            .isEqualTo(model.size());
                    if (random.nextBoolean()) {
                        store = new TestingSpillStore(store);
                        queue = new DmTaskQueue(store, 1500L * scale, kept);
                    }
                }
                case 1, 2, 3 -> {
                    if (!model.isEmpty()) {
                        assertThat(queue.peek().timestamp()).isEqualTo(model.remove());
                        queue.remove();
                    }
                }
                default -> {
                    queue.add(request(next, random.nextInt(300) * scale));
                    model.add(next++);
                }
            }
            assertThat(queue.size()).isEqualTo(model.size());
        }
    }

    @Test
    void whatAClientPutsBesideItsRequestCountsToo() throws Exception {
        DmTaskQueue queue =
                new DmTaskQueue(new TestingSpillStore(), 1_000, DmTaskQueue.Kept.NOTHING);
        ReplyTo wordy = new ReplyTo(0, new byte[1_000], false);
        for (long timestamp = 1; timestamp <= 2; timestamp++) {
            queue.add(
                    new Request(
                            1,
                            0,
                            timestamp,
                            0,
                            0,
                            Method.ALLOC_TIMESTAMP,
                            Payload.NONE,
                            wordy,
                            null));
        }

        assertThat(queue.spilled()).isEqualTo(1);
    }

    @Test
    void whatWaitsKeepsNothingElseOfTheResponseItCameIn() throws Exception {
        DmTaskQueue queue = new DmTaskQueue(new TestingSpillStore(), 1, DmTaskQueue.Kept.NOTHING);
        Payload ofResponse = new Payload(new byte[1000], 10, 3);
        for (long timestamp = 1; timestamp <= 2; timestamp++) {
            queue.add(
                    new Request(
                            1, 0, timestamp, 0, 0, Method.INSERT, ofResponse, ReplyTo.NONE, null));
        }

        assertThat(queue.spilled()).isEqualTo(1);
        assertThat(queue.peek().payload().bytes()).hasSize(3);
        queue.remove();
        assertThat(queue.peek().payload().bytes()).hasSize(3);
    }

    private static Request request(long timestamp, int bytes) {
        return new Request(
                1,
                0,
                timestamp,
                0,
                0,
                Method.INSERT,
                Payload.of(new byte[bytes]),
                ReplyTo.NONE,
                null);
    }

    private static final class TestingSpillStore implements SpillStore {
        private final Map<Long, Request> byIndex;

        TestingSpillStore() {
            byIndex = new HashMap<>();
        }

        TestingSpillStore(TestingSpillStore checkpoint) {
            byIndex = new HashMap<>(checkpoint.byIndex);
        }

        @Override
        public void put(long index, Request request) {
            byIndex.put(index, request);
        }

        @Override
        public Request get(long index) {
            Request request = byIndex.get(index);
            assertThat(request).as("index %d", index).isNotNull();
            return request;
        }

        @Override
        public void remove(long index) {
            byIndex.remove(index);
        }
    }
}
