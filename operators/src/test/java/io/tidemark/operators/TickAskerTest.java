package io.tidemark.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.tick.TestingDefinitionTicks;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;

/** Its timers; what it asks for, and when, {@link ProxyTest} tells. */
class TickAskerTest {

    /** Keeps what was to be called, also where that was cancelled since. */
    private static final class Timers extends TestProcessingTimeService {

        private final ArrayDeque<ProcessingTimeCallback> callbacks = new ArrayDeque<>();

        @Override
        public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
            callbacks.add(target);
            return super.registerTimer(timestamp, target);
        }
    }

    private final Timers timers = new Timers();
    private final TestingDefinitionTicks ticks = new TestingDefinitionTicks(5);
    private boolean waits = true;

    @Test
    void aTimerWhoseTurnHadComeWhenItWasCancelledAddsNoOther() throws Exception {
        timers.setCurrentTime(100);
        try (TickAsker asker = asker()) {
            for (int advance = 0; advance < 10; advance++) {
                asker.advanced(1_000 + advance);
                ProcessingTimeCallback late = timers.callbacks.removeLast();
                asker.advanced(2_000 + advance);
                late.onProcessingTime(100);
                assertThat(timers.getNumActiveTimers()).isOne();
            }
            waits = false;
            asker.advanced(3_000);
            assertThat(timers.getNumActiveTimers()).isZero();
        }
    }

    private TickAsker asker() {
        return new TickAsker(
                timers,
                () -> waits,
                ticks.open("Proxy"),
                ticks.distanceMs(),
                new TaskInfoImpl("Proxy", 128, 0, 1, 0),
                new SimpleCounter());
    }
}
