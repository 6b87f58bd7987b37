package io.tidemark.jobs;

import io.tidemark.life.LifeSigns;
import io.tidemark.operators.AnswerJoin;
import io.tidemark.operators.EvenKeys;
import io.tidemark.operators.ProxyFactory;
import io.tidemark.operators.RootCoord;
import io.tidemark.operators.SegmentView;
import io.tidemark.operators.TickWriter;
import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.ProtobufTypeInfo;
import io.tidemark.request.Requests;
import io.tidemark.tick.DefinitionTicks;
import io.tidemark.wal.WalOutput;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.util.OutputTag;

/**
 * The job graph, from sources and sinks handed in: production hands in Kafka, tests what they like.
 *
 * <pre>
 *   definitions → RootCoord ─ meta, broadcast ─► Proxy + DmlWriter ─ counts → TickWriter
 *                     │                          (reads requests) │
 *                     └ DmlWriter (definitions) ──────────────────┤
 *                                                                 ├─ segments → SegmentView → AnswerJoin ─┐
 *                                                                 └─ answers ──────────────► responses ◄──┘
 * </pre>
 */
public final class TidemarkTopology {

    /** Where a root coordinator puts messages, counts and answers, beside its meta changes. */
    public static final OutputTag<WalOutput> WAL = new OutputTag<>("wal", ValueTypeInfo.WAL_OUTPUT);

    /** Where writers put answers and dead letters, beside their counts. */
    public static final OutputTag<WalOutput> RESPONSES =
            new OutputTag<>("responses", ValueTypeInfo.WAL_OUTPUT);

    /** Where writers put what the view of segments learns and is asked. */
    public static final OutputTag<WalOutput> SEGMENTS =
            new OutputTag<>("segments", ValueTypeInfo.WAL_OUTPUT);

    /** Key groups of the job: fixed, since a job's state cannot be moved to another number. */
    public static final int MAX_PARALLELISM = 128;

    /**
     * Everything goes on at once. Where records come faster than they are taken they still go on
     * many at a time, and a timeout would cost each output a thread that wakes up data or not.
     */
    private static final long AT_ONCE_MS = 0;

    private static final String ALIGNMENT_GROUP = "tidemark";
    private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(100);

    /**
     * What lies at the ends of the graph.
     *
     * @param requests gives each partition to the subtask its key belongs to, see {@link
     *     #requestKeys}
     * @param untilMs the physical time up to which both are read; {@link Long#MAX_VALUE} for an
     *     endless job
     * @param writer makes what writes messages and ticks; counts on, answers to {@link #RESPONSES}.
     *     One factory a vertex, since Flink keeps in it whether the vertex is chained
     * @param ticker moves idle partitions; empty in a follower
     * @param definitionTicks how proxies ask for meta's time; none in a follower
     * @param lifeSigns where components say that they live; nowhere in a follower
     */
    public record Ends(
            Source<Requests, ?, ?> definitions,
            Source<Requests, ?, ?> requests,
            long untilMs,
            Supplier<OneInputStreamOperatorFactory<WalOutput, WalOutput>> writer,
            Sink<WalOutput> responses,
            Optional<Source<Long, ?, ?>> ticker,
            DefinitionTicks definitionTicks,
            LifeSigns lifeSigns) {}

    /**
     * What ops may tune without changing an output.
     *
     * @param queueBudgetBytes heap of one proxy's waiting requests
     * @param requestsDrift how far one partition of requests is read ahead
     * @param definitionsDrift how far definitions are read ahead
     */
    public record Tuning(
            long queueBudgetBytes, Duration requestsDrift, Duration definitionsDrift) {}

    private TidemarkTopology() {}

    public static void build(
            StreamExecutionEnvironment env, ClusterSettings settings, Ends ends, Tuning tuning) {
        env.setMaxParallelism(MAX_PARALLELISM);
        env.setBufferTimeout(AT_ONCE_MS);
        int readers = Math.min(env.getParallelism(), settings.getRequestPartitions());
        DataStream<Requests> definitions =
                named(
                        env.fromSource(
                                ends.definitions(),
                                strategy(tuning.definitionsDrift()),
                                OperatorIds.DEFINITIONS.displayName(),
                                ValueTypeInfo.REQUESTS),
                        OperatorIds.DEFINITIONS,
                        1);
        SingleOutputStreamOperator<MetaChange> rootCoord =
                named(
                        // One key, one task: it shares the source's, and no tick changes threads.
                        DataStreamUtils.reinterpretAsKeyedStream(
                                        definitions, any -> RootCoord.KEY, Types.LONG)
                                .transform(
                                        OperatorIds.ROOT_COORD.displayName(),
                                        new ProtobufTypeInfo<>(MetaChange.class),
                                        new RootCoord(settings, WAL, ends.lifeSigns())),
                        OperatorIds.ROOT_COORD,
                        1);
        SingleOutputStreamOperator<WalOutput> ddWriter =
                write(rootCoord.getSideOutput(WAL), ends, OperatorIds.DD_WRITER, 1)
                        .disableChaining();

        SingleOutputStreamOperator<WalOutput> dmlWriter =
                write(
                        proxies(env, settings, ends, tuning, rootCoord, readers),
                        ends,
                        OperatorIds.DML_WRITER,
                        readers);

        ticks(env, settings, ends, dmlWriter.union(ddWriter));
        responses(
                ends,
                dmlWriter
                        .getSideOutput(RESPONSES)
                        .union(
                                ddWriter.getSideOutput(RESPONSES),
                                segments(
                                        dmlWriter
                                                .getSideOutput(SEGMENTS)
                                                .union(ddWriter.getSideOutput(SEGMENTS)),
                                        readers)));
        ends.ticker().ifPresent(ticker -> ticker(env, ticker));
    }

    /**
     * The keys of the request partitions: a partition is read by the subtask its key belongs to.
     */
    static EvenKeys requestKeys(ClusterSettings settings) {
        return new EvenKeys(settings.getRequestPartitions(), MAX_PARALLELISM);
    }

    /** Meta goes to every subtask, which Flink's own API has only for operators without keys. */
    private static DataStream<WalOutput> proxies(
            StreamExecutionEnvironment env,
            ClusterSettings settings,
            Ends ends,
            Tuning tuning,
            DataStream<MetaChange> rootCoord,
            int readers) {
        OneInputTransformation<MetaChange, WalOutput> proxies =
                new OneInputTransformation<>(
                        rootCoord.broadcast().getTransformation(),
                        OperatorIds.PROXY.displayName(),
                        new ProxyFactory(
                                settings,
                                requestKeys(settings),
                                tuning.queueBudgetBytes(),
                                ends.lifeSigns(),
                                ends.definitionTicks(),
                                ends.requests(),
                                strategy(tuning.requestsDrift()),
                                ends.untilMs()),
                        ValueTypeInfo.WAL_OUTPUT,
                        readers,
                        true);
        proxies.setUid(OperatorIds.PROXY.uid());
        proxies.setStateKeyType(Types.LONG);
        proxies.setStateKeySelector(change -> RootCoord.KEY);
        env.addOperator(proxies);
        return new DataStream<>(env, proxies);
    }

    private static void ticks(
            StreamExecutionEnvironment env,
            ClusterSettings settings,
            Ends ends,
            DataStream<WalOutput> counts) {
        EvenKeys channels = new EvenKeys(settings.getChannels(), MAX_PARALLELISM);
        int writers = Math.min(env.getParallelism(), settings.getChannels());
        SingleOutputStreamOperator<WalOutput> ticks =
                named(
                        counts.keyBy(
                                        count -> channels.key(((WalOutput.Count) count).channel()),
                                        Types.LONG)
                                .transform(
                                        OperatorIds.TICK_WRITER.displayName(),
                                        ValueTypeInfo.WAL_OUTPUT,
                                        new TickWriter(
                                                channels,
                                                settings.getTickStepMs(),
                                                ends.lifeSigns())),
                        OperatorIds.TICK_WRITER,
                        writers);
        write(ticks, ends, OperatorIds.TICK_SINK, writers);
    }

    /** What the view of segments answers, whole. */
    private static DataStream<WalOutput> segments(DataStream<WalOutput> told, int readers) {
        SingleOutputStreamOperator<WalOutput> view =
                named(
                        told.keyBy(
                                        update -> ((WalOutput.ForSegments) update).collectionId(),
                                        Types.LONG)
                                .transform(
                                        OperatorIds.SEGMENT_VIEW.displayName(),
                                        ValueTypeInfo.WAL_OUTPUT,
                                        new SegmentView(RESPONSES)),
                        OperatorIds.SEGMENT_VIEW,
                        readers);
        SingleOutputStreamOperator<WalOutput> joined =
                named(
                        view.keyBy(
                                        part -> ((WalOutput.AnswerPart) part).answer().timestamp(),
                                        Types.LONG)
                                .transform(
                                        OperatorIds.ANSWER_JOIN.displayName(),
                                        ValueTypeInfo.WAL_OUTPUT,
                                        new AnswerJoin()),
                        OperatorIds.ANSWER_JOIN,
                        1);
        return view.getSideOutput(RESPONSES).union(joined);
    }

    private static void responses(Ends ends, DataStream<WalOutput> answers) {
        answers.sinkTo(ends.responses())
                .uid(OperatorIds.RESPONSES.uid())
                .name(OperatorIds.RESPONSES.displayName());
    }

    /** A region of its own: nothing else waits for it, and its failure restarts it alone. */
    private static void ticker(StreamExecutionEnvironment env, Source<Long, ?, ?> ticker) {
        env.fromSource(
                        ticker,
                        WatermarkStrategy.noWatermarks(),
                        OperatorIds.TIME_TICKER.displayName(),
                        Types.LONG)
                .uid(OperatorIds.TIME_TICKER.uid())
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid(OperatorIds.TIME_TICKER_END.uid())
                .name(OperatorIds.TIME_TICKER_END.displayName())
                .setParallelism(1);
    }

    private static SingleOutputStreamOperator<WalOutput> write(
            DataStream<WalOutput> outputs, Ends ends, OperatorIds id, int parallelism) {
        return named(
                outputs.transform(id.displayName(), ValueTypeInfo.WAL_OUTPUT, ends.writer().get()),
                id,
                parallelism);
    }

    private static <T> SingleOutputStreamOperator<T> named(
            SingleOutputStreamOperator<T> operator, OperatorIds id, int parallelism) {
        return operator.uid(id.uid()).name(id.displayName()).setParallelism(parallelism);
    }

    private static WatermarkStrategy<Requests> strategy(Duration drift) {
        return WatermarkStrategy.<Requests>noWatermarks()
                .withWatermarkAlignment(ALIGNMENT_GROUP, drift, ALIGNMENT_INTERVAL);
    }
}
