package io.tidemark.connectors.kafka;

import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.util.OutputTag;

/** Makes {@link DmlWriter}s, which need the task's mailbox. */
public final class DmlWriterFactory extends AbstractStreamOperatorFactory<WalOutput>
        implements OneInputStreamOperatorFactory<WalOutput, WalOutput> {

    private static final long serialVersionUID = 1L;

    private final DmlTopic topic;
    private final OutputTag<WalOutput> responses;
    private final OutputTag<WalOutput> segments;
    private final long tickStepMs;
    private final AnswerPacks.Limits packs;

    /**
     * @param responses where answers and dead letters go
     * @param segments where what is for the view of segments goes
     * @param tickStepMs width of a cell of the tick grid, which time goes on by
     * @param packs what answers may leave in one record
     */
    public DmlWriterFactory(
            DmlTopic topic,
            OutputTag<WalOutput> responses,
            OutputTag<WalOutput> segments,
            long tickStepMs,
            AnswerPacks.Limits packs) {
        this.topic = topic;
        this.responses = responses;
        this.segments = segments;
        this.tickStepMs = tickStepMs;
        this.packs = packs;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<WalOutput>> T createStreamOperator(
            StreamOperatorParameters<WalOutput> parameters) {
        return (T)
                new DmlWriter(
                        parameters,
                        topic,
                        topic::producer,
                        responses,
                        segments,
                        new TickGrid(tickStepMs),
                        packs);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DmlWriter.class;
    }
}
