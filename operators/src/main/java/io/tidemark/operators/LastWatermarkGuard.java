package io.tidemark.operators;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps back the last watermark of a source that ends, in its own task.
 *
 * <p>A subtask that is drained, or has reached its end, says "end of time". That is no time of the
 * log; worse, behind the network it would take the subtask out of the minimum over its siblings,
 * and the time of a sibling still reading would pass for everybody's. Without it the minimum stays
 * at the newest time that every subtask has really spoken.
 */
public final class LastWatermarkGuard<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            super.processWatermark(mark);
        }
    }
}
