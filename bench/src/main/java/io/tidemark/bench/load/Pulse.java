package io.tidemark.bench.load;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a load lives. It keeps the first thing that ended one of its threads before its time, or
 * kept something out of its journal: a load that has died proves nothing of what comes afterwards.
 */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final AtomicReference<String> death = new AtomicReference<>();

    /** What a thread does; it returns when it is asked to, and not before. */
    interface Work {
        void run() throws Exception;
    }

    /** A thread, not yet started, whose early end is told by {@link #death}. */
    Thread thread(String name, Work work) {
        return new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        died(name, e);
                    }
                },
                name);
    }

    /** Takes what ended a part of the load. */
    void died(String part, Throwable why) {
        LOG.error("The load ends early: {}", part, why);
        death.compareAndSet(null, "the load died: " + part + ": " + why);
    }

    /** A sentence; empty while the load lives. */
    Optional<String> death() {
        return Optional.ofNullable(death.get());
    }
}
