package io.tidemark.operators;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.life.LifeSigns;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.Requests;
import io.tidemark.tick.DefinitionTicks;
import io.tidemark.wal.WalOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes proxies, whose coordinator is the enumerator of their requests. */
public final class ProxyFactory extends AbstractStreamOperatorFactory<WalOutput>
        implements OneInputStreamOperatorFactory<MetaChange, WalOutput>,
                CoordinatedOperatorFactory<WalOutput> {

    private static final long serialVersionUID = 1L;

    /** The operator that the metrics of what is read are told under. */
    private static final String REQUESTS = "requests";

    private final byte[] settings;
    private final EvenKeys keys;
    private final long queueBudgetBytes;
    private final LifeSigns lifeSigns;
    private final DefinitionTicks definitionTicks;
    private final long untilMs;
    private final Source<Requests, ?, ?> requests;
    private final WatermarkStrategy<Requests> strategy;

    /**
     * @param keys the keys of the request partitions, by index
     * @param queueBudgetBytes what the queue of one partition may hold on the heap
     * @param lifeSigns where each proxy, that is each partition, says how it is
     * @param definitionTicks where a proxy whose requests wait asks for time
     * @param requests gives each partition to the subtask that its key belongs to
     * @param strategy of the requests' time
     * @param untilMs the physical time up to which requests and definitions are read; {@link
     *     Long#MAX_VALUE} for an endless job
     */
    public ProxyFactory(
            ClusterSettings settings,
            EvenKeys keys,
            long queueBudgetBytes,
            LifeSigns lifeSigns,
            DefinitionTicks definitionTicks,
            Source<Requests, ?, ?> requests,
            WatermarkStrategy<Requests> strategy,
            long untilMs) {
        this.settings = settings.toByteArray();
        this.keys = keys;
        this.queueBudgetBytes = queueBudgetBytes;
        this.lifeSigns = lifeSigns;
        this.definitionTicks = definitionTicks;
        this.requests = requests;
        this.strategy = strategy;
        this.untilMs = untilMs;
    }

    ClusterSettings settings() {
        try {
            return ClusterSettings.parseFrom(settings);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("these are bytes of settings", impossible);
        }
    }

    EvenKeys keys() {
        return keys;
    }

    long queueBudgetBytes() {
        return queueBudgetBytes;
    }

    LifeSigns lifeSigns() {
        return lifeSigns;
    }

    DefinitionTicks definitionTicks() {
        return definitionTicks;
    }

    long untilMs() {
        return untilMs;
    }

    /** The requests of a proxy under construction. */
    EmbeddedSource<Requests> requests(
            StreamOperatorParameters<WalOutput> parameters, Proxy receiver) {
        return EmbeddedSource.of(requests, REQUESTS, strategy, parameters, receiver);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<WalOutput>> T createStreamOperator(
            StreamOperatorParameters<WalOutput> parameters) {
        return (T) new Proxy(parameters, this);
    }

    @Override
    public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID id) {
        return new SourceOperatorFactory<>(requests, strategy).getCoordinatorProvider(name, id);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return Proxy.class;
    }
}
