package io.tidemark.tick;

import java.io.Serializable;

/**
 * How a proxy puts ticks into {@code definitions}. They are records of the log, as those of the
 * ticker and any request: any number of them, from whomever, is harmless.
 */
public interface DefinitionTicks extends Serializable {

    /** For a job that does not tick, such as a follower. */
    DefinitionTicks NONE = new NoDefinitionTicks();

    /** How long after meta's time has advanced a proxy asks for more, in milliseconds. */
    long distanceMs();

    /**
     * Opens a way to write them, for one task.
     *
     * @param task its name, unique in the job
     */
    Writer open(String task);

    /** Belongs to one task. */
    interface Writer extends AutoCloseable {

        /**
         * Writes one. It never waits and never fails: a tick that cannot be written now is dropped,
         * and another one brings more.
         *
         * @param timeMs what it carries, in milliseconds since the Unix epoch
         */
        void tick(long timeMs);

        @Override
        void close();
    }
}
