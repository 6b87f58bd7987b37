package io.tidemark.simulation;

import io.tidemark.tick.ChannelTicks;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalHeader;
import java.util.TreeMap;

/** The tick writer of one channel around the product's {@link ChannelTicks}. */
final class TickTask extends Operator {

    private final int channel;
    private final ChannelTicks ticks;
    private final Pipe pipe;
    private final Job job;

    TickTask(
            int channel, int writers, TickGrid grid, Checkpoint.Channel state, Pipe pipe, Job job) {
        super(writers);
        this.channel = channel;
        this.ticks = new ChannelTicks(channel, grid, state.lastTick(), state.openCells());
        this.pipe = pipe;
        this.job = job;
    }

    @Override
    void element(int input, Element element) {
        ticks.add(((Element.Counted) element).count());
    }

    @Override
    void watermark() {
        ticks.close(
                lowestWatermark(),
                tick -> pipe.send(WalHeader.Tick.of(tick), new byte[0], () -> {}));
    }

    @Override
    void snapshot(Element.Barrier barrier) {
        pipe.flush();
        Checkpoint.Channel state =
                new Checkpoint.Channel(ticks.lastTick(), new TreeMap<>(ticks.openCells()));
        job.snapshot(checkpoint -> checkpoint.channels.put(channel, state));
    }
}
