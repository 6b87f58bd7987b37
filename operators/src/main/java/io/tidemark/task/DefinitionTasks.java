package io.tidemark.task;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.definition.DdMessage;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.DeterministicBytes;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import io.tidemark.request.Method;
import io.tidemark.request.Request;
import io.tidemark.tick.CellCounts;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.function.Consumer;

/**
 * The root coordinator's work on one record of {@code definitions}: executes it and hands out, in
 * this order, its meta changes, its messages on every channel of the collection, their counts, and
 * the answer.
 */
public final class DefinitionTasks {

    /** Log partition of {@code definitions}, and so the writer of its messages. */
    private static final int WRITER = 0;

    private final DdTaskQueue queue;
    private final TickGrid grid;
    private final int channels;
    private final TaskMetrics metrics;
    private long markedCell = -1;
    private long decided;

    public DefinitionTasks(DdTaskQueue queue, ClusterSettings settings, TaskMetrics metrics) {
        this.queue = queue;
        this.grid = new TickGrid(settings.getTickStepMs());
        this.channels = settings.getChannels();
        this.metrics = metrics;
    }

    /**
     * How it is. It decides at once, so nothing waits here: what is not decided yet lies in the
     * log. Done is what was decided, whatever came of it.
     */
    public TaskSchedulerHeartbeat.Builder heartbeat() {
        return TaskSchedulerHeartbeat.newBuilder()
                .setNumDdDone(decided)
                .setLastTimestamp(queue.lastTimestamp());
    }

    public void take(
            Request request, Consumer<MetaChange> changes, Consumer<? super WalOutput> out) {
        if (request.refused()) {
            decided++;
            metrics.refused(request.refusal().kind());
            Answers.refused(request, out);
            return;
        }
        queue.advance(request.timestamp(), needed(changes));
        if (request.method() == Method.TIME_TICK) {
            mark(grid.cell(request.timestamp()), out);
        } else if (request.method() == Method.ALLOC_TIMESTAMP) {
            Answers.allocTimestamp(request, out);
        } else {
            execute(request, changes, out);
        }
    }

    /**
     * Takes what time alone ends, up to a watermark: what proxies need of it they must know before
     * they hear that watermark.
     *
     * @param watermarkMs no request of this or an earlier physical millisecond is still to come
     */
    public void close(long watermarkMs, Consumer<MetaChange> changes) {
        if (watermarkMs > 0 && watermarkMs != Long.MAX_VALUE) {
            queue.advance(HybridTimestamp.endOf(watermarkMs), needed(changes));
        }
    }

    /** A cell in which {@code definitions} has a tick ends with a tick on every channel. */
    private void mark(long cell, Consumer<? super WalOutput> out) {
        if (cell != markedCell) {
            markedCell = cell;
            for (int channel = 0; channel < channels; channel++) {
                out.accept(new WalOutput.Count(channel, cell, 0));
            }
        }
    }

    private void execute(
            Request request, Consumer<MetaChange> changes, Consumer<? super WalOutput> out) {
        Outcome outcome = queue.execute(request);
        decided++;
        tell(request.method(), outcome);
        outcome.decision().changes().forEach(needed(changes));
        CellCounts counts = new CellCounts(grid, channels);
        int[] parts = new int[channels];
        for (DdMessage message : outcome.decision().messages()) {
            byte[] body = DeterministicBytes.of(message.body());
            for (int channel : message.channels()) {
                out.accept(
                        new WalOutput.Message(
                                channel, request.timestamp(), WRITER, parts[channel]++, body));
                counts.add(channel, request.timestamp());
            }
        }
        counts.drain(out);
        SegmentTasks.tell(outcome.decision().changes(), out);
        if (outcome.decision().questions().isEmpty()) {
            Answers.answer(request, outcome.decision().response(), out);
        } else {
            SegmentTasks.ask(request, outcome.decision(), out);
        }
        if (outcome.failed()) {
            Answers.deadLetter(request, outcome.failure(), out);
        }
    }

    /** Hands out the changes that proxies need, and no others. */
    private static Consumer<MetaChange> needed(Consumer<MetaChange> changes) {
        return change -> {
            if (MetaView.holds(change)) {
                changes.accept(change);
            }
        };
    }

    private void tell(Method method, Outcome outcome) {
        if (outcome.failed()) {
            metrics.failed(method);
        } else if (outcome.refused()) {
            metrics.refused(outcome.refusal());
        } else {
            metrics.executed(method);
        }
    }
}
