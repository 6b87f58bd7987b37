package io.tidemark.task;

import io.tidemark.request.Request;

/** Where a task queue keeps what is beyond its heap budget, and all of it at a checkpoint. */
public interface SpillStore {

    void put(long index, Request request) throws Exception;

    /** The request kept at an index; never absent for an index that was put and not removed. */
    Request get(long index) throws Exception;

    void remove(long index) throws Exception;
}
