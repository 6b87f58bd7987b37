package io.tidemark.operators;

import io.tidemark.life.LifeSigns;
import io.tidemark.proto.Heartbeat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * Tells, at an interval, that a task lives. It speaks in the task's own thread, between two
 * elements, so that a task that is stuck falls silent; and it goes by the machine's clock, since
 * nothing it says enters an output of the log.
 */
final class Pulse implements AutoCloseable {

    private final LifeSigns.Voice voice;

    private Pulse(LifeSigns.Voice voice) {
        this.voice = voice;
    }

    /**
     * Starts it; the first beat comes at once.
     *
     * @param operator whose life it is
     * @param state asked at each beat, in the task's thread
     */
    static Pulse start(
            LifeSigns signs, AbstractStreamOperator<?> operator, Supplier<List<Heartbeat>> state) {
        String task = operator.getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
        LifeSigns.Voice voice = signs.open(task);
        if (signs.intervalMs() > 0) {
            // It ends with the task's timers; a failure in it fails the task.
            Future<?> unused =
                    operator.getProcessingTimeService()
                            .scheduleWithFixedDelay(
                                    now -> state.get().forEach(voice::tell), 0, signs.intervalMs());
        }
        return new Pulse(voice);
    }

    @Override
    public void close() {
        voice.close();
    }
}
