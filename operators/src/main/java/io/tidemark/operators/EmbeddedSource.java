package io.tidemark.operators;

import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventDispatcher;
import org.apache.flink.runtime.source.event.WatermarkAlignmentEvent;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.SourceOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A source that an operator reads itself, in its own task, beside its input from the network.
 *
 * <p>Flink's own way, a source chained to one input of several, does not work beside an input from
 * the network: the JobManager triggers checkpoints at tasks without one, and such a source waits
 * for a trigger of its own. Here the source is a part of its operator. Between two elements from
 * the network it hands on what one poll finds, by the task's mailbox, and the barrier from the
 * network takes it along into the operator's snapshot. Its enumerator is the operator's coordinator
 * and its splits are operator state, as those of any source.
 *
 * <p>All of it belongs to the task's thread. Its reader is not told when a checkpoint is complete.
 *
 * @param <T> what is read
 */
final class EmbeddedSource<T> {

    /**
     * Whoever takes what is read.
     *
     * @param <T> what is read
     */
    interface Receiver<T> {

        void take(T element) throws Exception;

        /** The source's time; never the end of time. */
        void time(Watermark mark) throws Exception;
    }

    private final SourceOperator<T, ?> source;
    private final MailboxExecutor mailbox;

    /** Takes every mail of the task, also what the enumerator tells the source. */
    private final MailboxExecutor allMail;

    private final DataOutput<T> output;
    private boolean readsToTheEnd;
    private boolean ended;
    private boolean stopped;

    private EmbeddedSource(
            SourceOperator<T, ?> source,
            MailboxExecutor mailbox,
            MailboxExecutor allMail,
            Receiver<T> receiver) {
        this.source = source;
        this.mailbox = mailbox;
        this.allMail = allMail;
        this.output = new ToReceiver<>(receiver, source.getSourceMetricGroup());
    }

    /**
     * Makes one that is a part of an operator under construction.
     *
     * @param name of the operator that its metrics are told under
     * @param operator what the operator is made from; its factory must provide the source's
     *     coordinator
     */
    static <T, S extends SourceSplit> EmbeddedSource<T> of(
            Source<T, S, ?> source,
            String name,
            WatermarkStrategy<T> strategy,
            StreamOperatorParameters<?> operator,
            Receiver<T> receiver) {
        OperatorID id = operator.getStreamConfig().getOperatorID();
        OperatorEventDispatcher events = operator.getOperatorEventDispatcher();
        TaskManagerRuntimeInfo taskManager =
                operator.getContainingTask().getEnvironment().getTaskManagerInfo();
        SourceOperator<T, S> embedded =
                new SourceOperator<>(
                        parameters(operator, name),
                        source::createReader,
                        events.getOperatorEventGateway(id),
                        source.getSplitSerializer(),
                        strategy,
                        operator.getProcessingTimeService(),
                        taskManager.getConfiguration(),
                        taskManager.getTaskManagerExternalAddress(),
                        true,
                        // After each poll it is the network's turn.
                        () -> false,
                        Map.of(),
                        source instanceof SupportsSplitReassignmentOnRecovery);
        EmbeddedSource<T> made =
                new EmbeddedSource<>(
                        embedded,
                        operator.getMailboxExecutor(),
                        operator.getContainingTask()
                                .getMailboxExecutorFactory()
                                .createExecutor(TaskMailbox.MIN_PRIORITY),
                        receiver);
        events.registerEventHandler(id, made::hear);
        return made;
    }

    /** Its metrics are told apart by a name, as those of a source that is a vertex. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // nothing goes to the operator's output by itself
    private static <T> StreamOperatorParameters<T> parameters(
            StreamOperatorParameters<?> operator, String name) {
        StreamConfig config =
                new StreamConfig(new Configuration(operator.getStreamConfig().getConfiguration()));
        config.setOperatorName(name);
        return new StreamOperatorParameters<>(
                operator.getContainingTask(),
                config,
                (Output) operator.getOutput(),
                operator::getProcessingTimeService,
                operator.getOperatorEventDispatcher(),
                operator.getMailboxExecutor());
    }

    void initializeState(StateInitializationContext context) throws Exception {
        source.initializeState(context);
    }

    void open() throws Exception {
        source.open();
        readSoon();
    }

    void snapshotState(StateSnapshotContext context) throws Exception {
        source.snapshotState(context);
    }

    /** From now on nothing is read. */
    void stop() {
        stopped = true;
    }

    /**
     * Reads until the source has ended, while the network is silent. A barrier that comes meanwhile
     * waits for the end, and with it what the enumerator says from then on: so alignment holds the
     * source no more.
     */
    void readToTheEnd() throws InterruptedException {
        source.handleOperatorEvent(new WatermarkAlignmentEvent(Long.MAX_VALUE));
        readsToTheEnd = true;
        while (!ended && !stopped) {
            allMail.yield();
        }
    }

    private void hear(OperatorEvent event) {
        if (!readsToTheEnd || !(event instanceof WatermarkAlignmentEvent)) {
            source.handleOperatorEvent(event);
        }
    }

    void close() throws Exception {
        stop();
        source.close();
    }

    private void readSoon() {
        mailbox.execute(this::read, "a poll of the embedded source");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // fails only where the task is closed
    private void read() throws Exception {
        if (stopped) {
            return;
        }
        switch (source.emitNext(output)) {
            case MORE_AVAILABLE -> readSoon();
            case NOTHING_AVAILABLE -> source.getAvailableFuture().thenRun(this::readSoon);
            case END_OF_DATA -> {
                ended = true;
                // Only now alignment hears that this source holds nobody back any more.
                source.emitNext(output);
            }
            default -> throw new IllegalStateException("nobody stops the source but this class");
        }
    }

    /** Hands on elements and their time; what else Flink lets sources say is not said here. */
    private record ToReceiver<T>(Receiver<T> receiver, InternalSourceReaderMetricGroup metrics)
            implements DataOutput<T> {

        @Override
        public void emitRecord(StreamRecord<T> element) throws Exception {
            metrics.recordEmitted(element.getTimestamp());
            receiver.take(element.getValue());
        }

        @Override
        public void emitWatermark(Watermark mark) throws Exception {
            metrics.watermarkEmitted(mark.getTimestamp());
            receiver.time(mark);
        }

        @Override
        public void emitWatermark(WatermarkEvent declared) {
            throw new IllegalStateException("the source declares no watermarks: " + declared);
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {
            // A partition that is idle still holds the barrier.
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {
            // Markers measure the network, which is not crossed here.
        }

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {
            // Of a backlog nobody behind does anything else.
        }
    }
}
