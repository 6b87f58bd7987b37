package io.tidemark.connectors.kafka;

import org.slf4j.Logger;

/**
 * Closes what a task had open. Where closing fails in a task that failed or was cancelled, Flink
 * ends the whole TaskManager, and with it every task of every job there; but what is lost by then
 * is written again by whoever goes on, so a warning is enough.
 */
final class Closing {

    private Closing() {}

    /**
     * Closes it, and logs where that fails.
     *
     * @param what is closed, for the log
     */
    static void withWarning(Logger log, String what, AutoCloseable open) {
        try {
            open.close();
        } catch (Exception failure) {
            log.warn("Closing {} failed.", what, failure);
        }
    }
}
