package io.tidemark.operators;

import io.tidemark.proto.SegmentUpdate;
import io.tidemark.segment.SegmentTable;
import io.tidemark.wal.WalOutput;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The view of segments: keyed by collection, behind the writers, so that what it counts is in the
 * log for good. Its watermark is the minimum over the proxies and the root coordinator; when that
 * reaches a read, all that the read is to see has come. Parts of answers go to the main output,
 * whole ones to the side output.
 */
public final class SegmentView extends AbstractStreamOperator<WalOutput>
        implements OneInputStreamOperator<WalOutput, WalOutput>, Triggerable<Long, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    private final OutputTag<WalOutput> responses;

    private transient SegmentTable table;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient StreamRecord<WalOutput> reused;

    /**
     * @param responses where whole answers go
     */
    public SegmentView(OutputTag<WalOutput> responses) {
        this.responses = responses;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        table = new SegmentTable(new KeyedSegmentStore(context.getKeyedStateStore()));
        reused = new StreamRecord<>(null);
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("reads", VoidNamespaceSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<WalOutput> element) throws Exception {
        WalOutput.ForSegments told = (WalOutput.ForSegments) element.getValue();
        long ms = table.take(SegmentUpdate.parseFrom(told.body()), timers.currentWatermark());
        if (ms != 0) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, ms);
        }
    }

    @Override
    public void onEventTime(InternalTimer<Long, VoidNamespace> timer) {
        table.close(timer.getTimestamp(), this::emit);
    }

    private void emit(WalOutput answer) {
        if (answer instanceof WalOutput.AnswerPart) {
            output.collect(reused.replace(answer));
        } else {
            output.collect(responses, reused.replace(answer));
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) {
        throw new IllegalStateException("time comes from the log, and from nowhere else");
    }
}
