package io.tidemark.wal;

/**
 * Where the reading of one channel begins, or goes on.
 *
 * @param offset offset of the oldest record that may still be needed
 * @param closed timestamp of the newest closed tick: everything at or below it is ignored; with
 *     {@code chosen}, a time instead
 * @param chosen whether {@code closed} is a time somebody chose and not a tick. The channel then
 *     begins at the {@code previous} of the first tick whose {@code previous} is not below it: the
 *     offset must lie so far back that no message above that time was appended before it
 */
public record Position(long offset, long closed, boolean chosen) {

    /** The beginning of a channel whose log is whole. */
    public static final Position EARLIEST = after(0, 0);

    /** Behind a closed tick. */
    public static Position after(long offset, long closedTick) {
        return new Position(offset, closedTick, false);
    }

    /** In the middle of the log, at the first tick that begins at or after a hybrid timestamp. */
    public static Position from(long offset, long timestamp) {
        return new Position(offset, timestamp, true);
    }
}
