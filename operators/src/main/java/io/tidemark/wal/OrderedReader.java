package io.tidemark.wal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reader rule of several channels: hands out T, the lowest tick of any of them above what was
 * handed out, when each has closed a tick at or above it. So the packs, and where one ends, depend
 * on the log alone, never on which channel was read first.
 *
 * <p>A channel may tick rarer than others: a pack then takes the messages up to T out of a tick
 * above it, and the channel's position stays behind the tick before.
 *
 * <p>Not bounded as a whole: each channel is. At any time there is a channel with {@link
 * #closedAhead} false that the others wait for; whoever feeds must not hold that one back.
 */
public final class OrderedReader {

    /**
     * The order inside a pack. The channel stands before the part, since parts are numbered on each
     * channel: so one channel's share of a batch stays in one piece.
     */
    private static final Comparator<WalOutput.Message> ORDER =
            Comparator.comparingLong(WalOutput.Message::timestamp)
                    .thenComparingInt(WalOutput.Message::writer)
                    .thenComparingInt(WalOutput.Message::channel)
                    .thenComparingInt(WalOutput.Message::part);

    private final SortedMap<Integer, Lane> lanes = new TreeMap<>();
    private long end;
    private boolean begun;

    /**
     * Creates a reader of the channels named in the positions.
     *
     * @param limit of each channel
     */
    public OrderedReader(Positions start, HoldLimit limit) {
        start.channels()
                .forEach(
                        (channel, position) ->
                                lanes.put(
                                        channel,
                                        new Lane(new ChannelReader(channel, position, limit))));
        this.end = start.end();
    }

    /**
     * Takes the next record of a channel's log.
     *
     * @throws BrokenPromiseException as {@link ChannelReader#feed}
     * @throws HoldLimitException as {@link ChannelReader#feed}
     */
    public void feed(int channel, long offset, WalHeader header, byte[] body) {
        lane(channel).reader().feed(offset, header, body);
    }

    /** The next pack, as soon as every channel has closed its end. */
    public Optional<Pack> poll() {
        if (!begin()) {
            return Optional.empty();
        }
        long next = Long.MAX_VALUE;
        for (Lane lane : lanes.values()) {
            ClosedTick first = lane.firstAbove(end);
            if (first == null) {
                return Optional.empty();
            }
            next = Math.min(next, first.tick().timestamp());
        }
        long begin = end;
        List<WalOutput.Message> together = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            lane.moveThrough(begin, next, together);
        }
        together.sort(ORDER);
        end = next;
        return Optional.of(new Pack(begin, end, List.copyOf(together), positions()));
    }

    /**
     * Settles where the first pack begins. Channels that start from a chosen time find their first
     * tick each by itself; nothing is complete below the highest of them.
     */
    private boolean begin() {
        if (!begun) {
            long highest = end;
            for (Lane lane : lanes.values()) {
                if (lane.reader().choosing()) {
                    return false;
                }
                ClosedTick first = lane.reader().peek();
                highest =
                        Math.max(
                                highest,
                                first == null
                                        ? lane.reader().position().closed()
                                        : first.tick().previous());
            }
            end = highest;
            begun = true;
        }
        return true;
    }

    /** Whether a record stays within the channel's limit. */
    public boolean fits(int channel, WalHeader header, byte[] body) {
        return lane(channel).reader().fits(header, body);
    }

    /** Whether at most half of the channel's limit is used. */
    public boolean halfEmpty(int channel) {
        return lane(channel).reader().halfEmpty();
    }

    /** Whether the channel has closed ticks that wait for other channels, after the last poll. */
    public boolean closedAhead(int channel) {
        return lane(channel).reader().peek() != null;
    }

    /** Where to go on behind the last pack handed out. */
    public Positions positions() {
        SortedMap<Integer, Position> positions = new TreeMap<>();
        lanes.forEach((channel, lane) -> positions.put(channel, lane.position()));
        return new Positions(end, positions);
    }

    private Lane lane(int channel) {
        Lane lane = lanes.get(channel);
        if (lane == null) {
            throw new IllegalArgumentException(
                    "Expected one of the channels %s, found %d."
                            .formatted(lanes.keySet(), channel));
        }
        return lane;
    }
}
