package io.tidemark.operators;

import io.tidemark.life.Component;
import io.tidemark.life.LifeSigns;
import io.tidemark.life.Role;
import io.tidemark.proto.ChannelState;
import io.tidemark.proto.Heartbeat;
import io.tidemark.proto.OpenCell;
import io.tidemark.tick.ChannelTicks;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes the time ticks of the channels: keyed by physical channel, its watermark is the minimum
 * over every writer, which makes it the barrier across Kafka channels. The channels of this subtask
 * live on the heap ({@link ChannelTicks}); a checkpoint keeps a message of each.
 */
public final class TickWriter extends AbstractStreamOperator<WalOutput>
        implements OneInputStreamOperator<WalOutput, WalOutput> {

    private static final long serialVersionUID = 1L;

    static final String CHANNELS = "channels";

    private final EvenKeys keys;
    private final long tickStepMs;
    private final LifeSigns lifeSigns;

    private transient List<ChannelTicks> owned;
    private transient ChannelTicks[] byChannel;
    private transient KeptStates<ChannelState> kept;
    private transient StreamRecord<WalOutput> reused;
    private transient Pulse pulse;

    /**
     * @param keys the keys of the physical channels, by index
     * @param lifeSigns where each subtask says how far its channels are
     */
    public TickWriter(EvenKeys keys, long tickStepMs, LifeSigns lifeSigns) {
        this.keys = keys;
        this.tickStepMs = tickStepMs;
        this.lifeSigns = lifeSigns;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = new KeptStates<>(context, CHANNELS, ChannelState.class, ChannelState::getChannel);
        reused = new StreamRecord<>(null);
        TickGrid grid = new TickGrid(tickStepMs);
        byChannel = new ChannelTicks[keys.count()];
        owned = new ArrayList<>();
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        for (int channel = 0; channel < keys.count(); channel++) {
            if (keys.belongsTo(channel, subtask, parallelism)) {
                byChannel[channel] = restore(channel, grid);
                owned.add(byChannel[channel]);
                TickMetrics.register(
                        getMetricGroup(),
                        channel,
                        byChannel[channel],
                        getProcessingTimeService()::getCurrentProcessingTime);
            }
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        pulse = Pulse.start(lifeSigns, this, () -> List.of(heartbeat()));
    }

    @Override
    public void close() throws Exception {
        if (pulse != null) {
            pulse.close();
        }
        super.close();
    }

    @Override
    public void processElement(StreamRecord<WalOutput> element) {
        WalOutput.Count count = (WalOutput.Count) element.getValue();
        byChannel[count.channel()].add(count);
    }

    @Override
    public void processWatermark(Watermark mark) {
        for (ChannelTicks channel : owned) {
            channel.close(mark.getTimestamp(), tick -> output.collect(reused.replace(tick)));
        }
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            output.emitWatermark(mark);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        List<ChannelState> all = new ArrayList<>();
        for (int channel = 0; channel < byChannel.length; channel++) {
            if (byChannel[channel] != null) {
                all.add(state(channel, byChannel[channel]));
            }
        }
        kept.update(all);
        super.snapshotState(context);
    }

    private Heartbeat heartbeat() {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        long oldest = owned.stream().mapToLong(ChannelTicks::lastTick).min().orElse(0);
        return new Component(
                        Role.TICK_WRITER,
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks())
                .says(oldest, lifeSigns.intervalMs());
    }

    private ChannelTicks restore(int channel, TickGrid grid) {
        ChannelState before = kept.of(channel, ChannelState.getDefaultInstance());
        Map<Long, Long> open = new TreeMap<>();
        for (OpenCell cell : before.getCellsList()) {
            open.put(cell.getCell(), cell.getMessages());
        }
        return new ChannelTicks(channel, grid, before.getLastTick(), open);
    }

    private static ChannelState state(int channel, ChannelTicks ticks) {
        ChannelState.Builder state =
                ChannelState.newBuilder().setChannel(channel).setLastTick(ticks.lastTick());
        ticks.openCells()
                .forEach(
                        (cell, messages) ->
                                state.addCells(
                                        OpenCell.newBuilder().setCell(cell).setMessages(messages)));
        return state.build();
    }
}
