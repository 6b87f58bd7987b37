package io.tidemark.operators;

import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.segment.AnswerParts;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.AnswerPart;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Joins the parts of answers that several collections give together: keyed by the timestamp of the
 * request, which no other request of {@code definitions} has.
 */
public final class AnswerJoin extends AbstractStreamOperator<WalOutput>
        implements OneInputStreamOperator<WalOutput, WalOutput> {

    private static final long serialVersionUID = 1L;

    static final String PARTS = "answer-parts";
    static final String HELD = "answer-parts-held";

    private transient MapState<Integer, WalOutput> parts;
    private transient ValueState<Integer> held;
    private transient StreamRecord<WalOutput> reused;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        parts =
                context.getKeyedStateStore()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        PARTS, Types.INT, ValueTypeInfo.WAL_OUTPUT));
        held = context.getKeyedStateStore().getState(new ValueStateDescriptor<>(HELD, Types.INT));
        reused = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<WalOutput> element) throws Exception {
        AnswerPart part = (AnswerPart) element.getValue();
        int count = (held.value() == null ? 0 : held.value()) + 1;
        parts.put(part.part(), part);
        held.update(count);
        // An answer of many parts is looked through once, not with each of them.
        if (count < part.parts()) {
            return;
        }
        List<AnswerPart> all = new ArrayList<>();
        parts.values().forEach(there -> all.add((AnswerPart) there));
        AnswerParts.join(all)
                .ifPresent(
                        whole -> {
                            parts.clear();
                            held.clear();
                            output.collect(reused.replace(whole));
                        });
    }
}
