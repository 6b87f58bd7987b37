package io.tidemark.jobs;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/** A broker's clock that a test sets: append times go where it points, monotonic time goes on. */
final class TestingTime implements Time {

    private volatile long aheadMs;

    /** Sets the clock ahead of this machine's, or behind it. */
    void aheadMs(long ms) {
        aheadMs = ms;
    }

    @Override
    public long milliseconds() {
        return SYSTEM.milliseconds() + aheadMs;
    }

    @Override
    public long nanoseconds() {
        return SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long ms) {
        SYSTEM.sleep(ms);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs)
            throws InterruptedException {
        SYSTEM.waitObject(object, condition, deadlineMs - aheadMs);
    }

    @Override
    public Timer timer(long timeoutMs) {
        return SYSTEM.timer(timeoutMs);
    }
}
