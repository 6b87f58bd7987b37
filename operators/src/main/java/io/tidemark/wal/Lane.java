package io.tidemark.wal;

import java.util.List;

/** One of several channels that are read together: where it stands behind what was handed out. */
final class Lane {

    private final ChannelReader reader;
    private Position position;

    /** In the first closed tick. */
    private int nextMessage;

    Lane(ChannelReader reader) {
        this.reader = reader;
        this.position = reader.position();
    }

    ChannelReader reader() {
        return reader;
    }

    Position position() {
        return position;
    }

    /** Adds the messages of the first closed tick that lie above begin, through end. */
    void moveThrough(long begin, long end, List<WalOutput.Message> together) {
        ClosedTick first = reader.peek();
        List<WalOutput.Message> messages = first.messages();
        while (nextMessage < messages.size() && messages.get(nextMessage).timestamp() <= end) {
            WalOutput.Message message = messages.get(nextMessage++);
            if (message.timestamp() > begin) {
                together.add(message);
            }
        }
        if (first.tick().timestamp() <= end) {
            position = reader.take().after();
            nextMessage = 0;
        }
    }

    /** Drops the ticks that were handed out before; returns the first one above, or null. */
    ClosedTick firstAbove(long end) {
        ClosedTick first = reader.peek();
        while (first != null && first.tick().timestamp() <= end) {
            moveThrough(end, end, List.of());
            first = reader.peek();
        }
        return first;
    }
}
