package io.tidemark.operators;

import io.tidemark.tick.DefinitionTicks;
import io.tidemark.tick.TickDemand;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Asks for meta's time while requests of a subtask of the proxies wait for it. Its timer is the
 * machine's clock; what it does enters the log as any client's record does.
 */
final class TickAsker implements AutoCloseable {

    private final ProcessingTimeService timers;
    private final BooleanSupplier waits;
    private final DefinitionTicks.Writer writer;
    private final TickDemand demand;
    private long logMs;

    /** When to ask next, should requests still wait then; null while none does. */
    private Future<?> timer;

    TickAsker(
            ProcessingTimeService timers,
            BooleanSupplier waits,
            DefinitionTicks.Writer writer,
            long distanceMs,
            TaskInfo task,
            Counter asked) {
        this.timers = timers;
        this.waits = waits;
        this.writer = writer;
        this.demand =
                new TickDemand(
                        distanceMs,
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        timers::getCurrentProcessingTime,
                        timeMs -> {
                            asked.inc();
                            writer.tick(timeMs);
                        });
    }

    /**
     * Opens one.
     *
     * @param operator whose requests wait
     * @param waits whether any does; asked in the task's thread
     */
    static TickAsker open(
            DefinitionTicks ticks, AbstractStreamOperator<?> operator, BooleanSupplier waits) {
        TaskInfo task = operator.getRuntimeContext().getTaskInfo();
        return new TickAsker(
                operator.getProcessingTimeService(),
                waits,
                ticks.open(task.getTaskNameWithSubtasks()),
                ticks.distanceMs(),
                task,
                TimeMetrics.asked(operator.getMetricGroup()));
    }

    /**
     * Requests have come.
     *
     * @param toldMs the highest time that the log has told in their partition
     */
    void came(long toldMs) {
        logMs = Math.max(logMs, toldMs);
        if (timer == null) {
            ask();
        }
    }

    /**
     * Meta's time has advanced, and what it has reached waits no more.
     *
     * @param metaMs up to where
     */
    void advanced(long metaMs) {
        demand.advanced(metaMs);
        ask();
    }

    /**
     * There is one timer at most. One that is cancelled may have its turn in the mailbox already:
     * it takes the place of the one that was set meanwhile, or each such would add one for good.
     */
    private void ask() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (waits.getAsBoolean()) {
            long restMs = demand.waiting(logMs);
            // It ends with the task's timers; a failure in it fails the task.
            timer = timers.registerTimer(timers.getCurrentProcessingTime() + restMs, now -> ask());
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
