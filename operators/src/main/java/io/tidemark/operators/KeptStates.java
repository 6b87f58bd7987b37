package io.tidemark.operators;

import com.google.protobuf.Message;
import io.tidemark.proto.ProtobufTypeInfo;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * What the members of a fixed family (the request partitions, the physical channels) keep at a
 * checkpoint, each in one small message: in operator state, of which each subtask reads all after a
 * restart and takes what belongs to it. Keyed state on RocksDB would have the task wait at every
 * checkpoint until files are on the disk.
 *
 * @param <M> what one of them keeps
 */
final class KeptStates<M extends Message> {

    private final String name;
    private final ListState<M> state;
    private final SortedMap<Integer, M> before = new TreeMap<>();
    private final boolean restored;

    /**
     * Reads what the last checkpoint kept.
     *
     * @param index tells whose a message is
     */
    KeptStates(
            StateInitializationContext context, String name, Class<M> type, ToIntFunction<M> index)
            throws Exception {
        this.name = name;
        this.restored = context.isRestored();
        state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(name, new ProtobufTypeInfo<>(type)));
        for (M each : state.get()) {
            before.put(index.applyAsInt(each), each);
        }
    }

    /**
     * What one of them kept.
     *
     * @param nothing to begin with, in a new job
     * @throws SuppressRestartsException where the job goes on from a state without it
     */
    M of(int index, M nothing) {
        M kept = before.get(index);
        if (kept == null && restored) {
            throw new SuppressRestartsException(
                    new IllegalStateException(
                            "the state has no "
                                    + name
                                    + " of number "
                                    + index
                                    + ": expected a savepoint or checkpoint of this version of"
                                    + " Tidemark. Start without a state, on a log that is whole,"
                                    + " or with the version that wrote it"));
        }
        return kept == null ? nothing : kept;
    }

    /** Keeps these, of all that belong to this subtask. */
    void update(List<M> kept) throws Exception {
        before.clear();
        state.update(kept);
    }
}
