package io.tidemark.wal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The reader rule of one channel: takes the records of its log, repeats and all, and gives each
 * tick once its messages are all there, every message exactly once.
 *
 * <p>Invariants, with C the newest closed tick:
 *
 * <ol>
 *   <li>Everything held lies above C; anything at or below it is ignored.
 *   <li>A tick closes when its {@code previous} is C and exactly {@code count} held messages lie at
 *       or below it. Fewer are a stall, more a {@link BrokenPromiseException}.
 *   <li>What is held, or closed and not yet taken, stays within the limit.
 *   <li>Reading again from a position gives the same ticks: every record below its offset is
 *       covered by its closed tick.
 * </ol>
 */
public final class ChannelReader {

    private final int channel;
    private final HoldBudget budget;
    private final HeldMessages messages;
    private final HeldTicks ticks;
    private final HeldOffsets heldOffsets = new HeldOffsets();
    private final Deque<ClosedTick> closedTicks = new ArrayDeque<>();

    private long nextOffset;
    private long closed;
    private boolean choosing;

    public ChannelReader(int channel, Position start, HoldLimit limit) {
        this.channel = channel;
        this.budget = new HoldBudget(limit);
        this.messages = new HeldMessages(channel);
        this.ticks = new HeldTicks(channel);
        this.nextOffset = start.offset();
        this.closed = start.closed();
        this.choosing = start.chosen();
    }

    /**
     * Takes the next record of the log.
     *
     * @throws BrokenPromiseException where the record cannot be part of a well-formed log
     * @throws HoldLimitException where it would have to be held beyond the limit
     * @throws IllegalArgumentException where the offset lies below one already taken
     */
    public void feed(long offset, WalHeader header, byte[] body) {
        if (offset < nextOffset) {
            throw new IllegalArgumentException(
                    "Channel %d: expected offset %d or a later one, found %d."
                            .formatted(channel, nextOffset, offset));
        }
        nextOffset = offset + 1;
        if (header instanceof WalHeader.Message message) {
            feedMessage(offset, message, body);
        } else if (header instanceof WalHeader.Messages pack) {
            for (WalOutput.Message message : MessagePacks.unpack(channel, offset, pack, body)) {
                feedMessage(offset, WalHeader.Message.of(message), message.body());
            }
        } else {
            WalHeader.Tick tick = (WalHeader.Tick) header;
            feedTick(
                    offset,
                    new WalOutput.Tick(channel, tick.timestamp(), tick.previous(), tick.count()));
        }
        close();
    }

    private void feedMessage(long offset, WalHeader.Message key, byte[] body) {
        if (key.timestamp() > closed && messages.add(offset, key, body)) {
            hold(offset, body.length);
        }
    }

    private void feedTick(long offset, WalOutput.Tick tick) {
        if (tick.timestamp() <= closed) {
            return;
        }
        if (choosing) {
            if (tick.previous() < closed) {
                return;
            }
            choosing = false;
            closed = tick.previous();
            release(messages.removeThrough(closed));
        }
        if (ticks.add(offset, tick, closed)) {
            hold(offset, 0);
        }
    }

    private void hold(long offset, int length) {
        if (!budget.fits(1, length)) {
            throw new HoldLimitException(
                    String.format(
                            "Channel %d: the record at offset %d does not fit into %d records and %d bytes"
                                    + " while waiting for the tick after %d; %s.",
                            channel,
                            offset,
                            budget.limit().records(),
                            budget.limit().bytes(),
                            closed,
                            waitingFor()));
        }
        heldOffsets.add(offset);
        budget.take(length);
    }

    /** For people: what the next tick misses. */
    private String waitingFor() {
        HeldTicks.Held first = ticks.first();
        if (first == null) {
            return "no tick has come";
        }
        if (first.tick().previous() != closed) {
            return "the tick " + first.tick().previous() + " has not come";
        }
        return "%d of the %d messages of tick %d have come"
                .formatted(
                        messages.countThrough(first.tick().timestamp()),
                        first.tick().count(),
                        first.tick().timestamp());
    }

    private void close() {
        HeldTicks.Held first = ticks.first();
        while (first != null && first.tick().previous() == closed) {
            WalOutput.Tick tick = first.tick();
            long held = messages.countThrough(tick.timestamp());
            if (held > tick.count()) {
                throw new BrokenPromiseException(
                        String.format(
                                "Channel %d: expected %d messages above %d and at or below the tick %d,"
                                        + " found %d.",
                                channel, tick.count(), closed, tick.timestamp(), held));
            }
            if (held < tick.count()) {
                return;
            }
            close(first);
            first = ticks.first();
        }
    }

    private void close(HeldTicks.Held first) {
        closed = first.tick().timestamp();
        ticks.removeFirst();
        heldOffsets.remove(first.offset());
        List<WalOutput.Message> together = new ArrayList<>();
        for (HeldMessages.Held held : messages.removeThrough(closed)) {
            heldOffsets.remove(held.offset());
            together.add(held.message());
        }
        closedTicks.add(new ClosedTick(first.tick(), List.copyOf(together), position()));
    }

    private void release(List<HeldMessages.Held> dropped) {
        for (HeldMessages.Held held : dropped) {
            heldOffsets.remove(held.offset());
            budget.give(held.message().body().length);
        }
    }

    /** The oldest closed tick that was not taken, or null. */
    public ClosedTick peek() {
        return closedTicks.peek();
    }

    /** Takes the oldest closed tick, or null; its messages no longer count against the limit. */
    public ClosedTick take() {
        ClosedTick taken = closedTicks.poll();
        if (taken != null) {
            budget.give(0);
            for (WalOutput.Message message : taken.messages()) {
                budget.give(message.body().length);
            }
        }
        return taken;
    }

    /** Whether another record stays within the limit. */
    public boolean fits(WalHeader header, byte[] body) {
        return budget.fits(header.held(), body.length);
    }

    /** Whether at most half of the limit is used. */
    public boolean halfEmpty() {
        return budget.halfEmpty();
    }

    /** Whether the tick is still to be found at which a start from a chosen time begins. */
    public boolean choosing() {
        return choosing;
    }

    /** Where reading goes on: the oldest record held, else the next one, and the closed tick. */
    public Position position() {
        return new Position(heldOffsets.firstOr(nextOffset), closed, choosing);
    }
}
