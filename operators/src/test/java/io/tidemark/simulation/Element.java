package io.tidemark.simulation;

import io.tidemark.request.Request;
import io.tidemark.wal.WalOutput;
import java.util.SortedMap;

/** What travels between two tasks of the simulated job. */
sealed interface Element {

    record Stamped(Request request) implements Element {}

    /** A tick record of {@code definitions}: every channel is to tick at the end of its cell. */
    record DefinitionsTick(long timestamp) implements Element {}

    /** A collection exists, or no longer does, from a timestamp on. */
    record MetaChange(long timestamp, int collection, boolean exists) implements Element {}

    /** A collection's open segments take no more rows after a timestamp. */
    record Flush(long timestamp, long collectionId) implements Element {}

    /** What the view of segments learns or is asked. */
    record ForSegments(WalOutput.ForSegments update) implements Element {}

    record Write(WalOutput.Message message) implements Element {}

    record Counted(WalOutput.Count count) implements Element {}

    /**
     * An answer.
     *
     * @param messages how many messages the request has on each channel, which W6 wants in the log
     */
    record Reply(
            int partition,
            long offset,
            long timestamp,
            String text,
            SortedMap<Integer, Integer> messages)
            implements Element {}

    record Watermark(long ms) implements Element {}

    record Barrier(long checkpoint) implements Element {}
}
