package io.tidemark.operators;

import io.tidemark.operators.type.ValueTypeInfo;
import io.tidemark.request.Request;
import io.tidemark.task.SpillStore;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A task queue's store in the keyed state of its partition. Nothing is registered there before the
 * first task is: a backend on disk then has nothing to flush at a checkpoint.
 */
final class KeyedSpillStore implements SpillStore {

    static final String QUEUE = "task-queue";

    private final KeyedStateStore states;
    private final Runnable selectKey;
    private MapState<Long, Request> tasks;

    /**
     * @param selectKey makes the queue's partition the current key: a queue is also worked on while
     *     another partition's record is processed
     */
    KeyedSpillStore(KeyedStateStore states, Runnable selectKey) {
        this.states = states;
        this.selectKey = selectKey;
    }

    @Override
    public void put(long index, Request request) throws Exception {
        selected().put(index, request);
    }

    @Override
    public Request get(long index) throws Exception {
        Request request = selected().get(index);
        if (request == null) {
            throw new StateFailure("task " + index + " of a queue is missing in its state", null);
        }
        return request;
    }

    @Override
    public void remove(long index) throws Exception {
        selected().remove(index);
    }

    private MapState<Long, Request> selected() {
        if (tasks == null) {
            tasks =
                    states.getMapState(
                            new MapStateDescriptor<>(QUEUE, Types.LONG, ValueTypeInfo.REQUEST));
        }
        selectKey.run();
        return tasks;
    }
}
