package io.tidemark.operators;

import io.tidemark.request.Request;
import io.tidemark.task.SpillStore;
import org.apache.flink.api.common.state.MapState;

/** A task queue's store in the keyed state of its partition. */
final class KeyedSpillStore implements SpillStore {

    private final MapState<Long, Request> state;
    private final Runnable selectKey;

    /**
     * @param selectKey makes the queue's partition the current key: a queue is also worked on while
     *     another partition's record is processed
     */
    KeyedSpillStore(MapState<Long, Request> state, Runnable selectKey) {
        this.state = state;
        this.selectKey = selectKey;
    }

    @Override
    public void put(long index, Request request) throws Exception {
        selectKey.run();
        state.put(index, request);
    }

    @Override
    public Request get(long index) throws Exception {
        selectKey.run();
        Request request = state.get(index);
        if (request == null) {
            throw new StateFailure("task " + index + " of a queue is missing in its state", null);
        }
        return request;
    }

    @Override
    public void remove(long index) throws Exception {
        selectKey.run();
        state.remove(index);
    }
}
