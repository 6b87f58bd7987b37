package io.tidemark.bench;

import java.util.function.IntSupplier;

/** How a process of the measurements ends: always, whatever threads it has left. */
public final class Ending {

    private static final int DIED = 70;

    private Ending() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * <p>An {@link Error} is printed and ends it as well, at once: the threads of Flink and Kafka
     * would keep a process whose main thread has died, and whoever waits for its word would wait
     * for good. No shutdown hook runs then, since memory may be what is missing; what a measurement
     * has opened was closed on the error's way here.
     */
    public static void with(IntSupplier command) {
        try {
            System.exit(command.getAsInt());
        } catch (Error e) {
            Thread main = Thread.currentThread();
            main.getUncaughtExceptionHandler().uncaughtException(main, e);
            Runtime.getRuntime().halt(DIED);
        }
    }
}
