package io.tidemark.task;

import io.tidemark.request.Request;
import java.util.ArrayDeque;

/**
 * The tasks of one request partition that wait for meta to reach their timestamp: first in, first
 * out, which is the order of their timestamps.
 *
 * <p>The queue lives on the heap, holds a few ticks of data as a rule, and spills what is beyond
 * its budget: the operator behind it must never stop reading, or the watermark it waits for never
 * comes. Indices [head, heapEnd) are on the heap, [heapEnd, tail) in the store. At a checkpoint the
 * heap part is written to the store too.
 */
public final class DmTaskQueue {

    /**
     * What a checkpoint keeps beside the store.
     *
     * @param head index of the oldest task
     * @param tail index behind the newest
     */
    public record Bounds(long head, long tail) {
        public static final Bounds EMPTY = new Bounds(0, 0);
    }

    /** What an object of the heap costs beside its payload, roughly, in bytes. */
    private static final long OVERHEAD = 128;

    private final SpillStore store;
    private final long budgetBytes;
    private final ArrayDeque<Request> heap = new ArrayDeque<>();
    private long heapBytes;
    private long head;
    private long heapEnd;
    private long tail;
    // Indices of the heap part that the last checkpoint left in the store.
    private long keptFrom;
    private long keptTo;

    /**
     * @param budgetBytes payload bytes to hold on the heap
     * @param bounds what the last checkpoint kept; all its tasks are in the store
     */
    public DmTaskQueue(SpillStore store, long budgetBytes, Bounds bounds) {
        this.store = store;
        this.budgetBytes = budgetBytes;
        this.head = bounds.head();
        this.heapEnd = bounds.head();
        this.tail = bounds.tail();
    }

    public void add(Request request) throws Exception {
        if (heapEnd == tail && heapBytes < budgetBytes) {
            heap.add(request);
            heapBytes += cost(request);
            heapEnd++;
        } else {
            store.put(tail, request);
        }
        tail++;
    }

    /** The oldest task, or null. */
    public Request peek() throws Exception {
        if (heap.isEmpty() && heapEnd < tail) {
            load();
        }
        return heap.peek();
    }

    /** Takes the oldest task away; call it after {@link #peek}. */
    public void remove() {
        heapBytes -= cost(heap.remove());
        head++;
    }

    public boolean isEmpty() {
        return head == tail;
    }

    public long size() {
        return tail - head;
    }

    /** The index of the oldest task; where there is none, of the next to come. */
    long head() {
        return head;
    }

    /** How many of the tasks are beyond the heap budget. */
    public long spilled() {
        return tail - heapEnd;
    }

    /** Writes the heap part to the store, so that the store holds [head, tail). */
    public Bounds checkpoint() throws Exception {
        for (long index = keptFrom; index < keptTo; index++) {
            store.remove(index);
        }
        long index = head;
        for (Request request : heap) {
            store.put(index++, request);
        }
        keptFrom = head;
        keptTo = index;
        return new Bounds(head, tail);
    }

    /** Brings back what the budget allows, at least one task: also without any budget. */
    private void load() throws Exception {
        do {
            Request request = store.get(heapEnd);
            store.remove(heapEnd);
            heap.add(request);
            heapBytes += cost(request);
            heapEnd++;
        } while (heapEnd < tail && heapBytes < budgetBytes);
    }

    private static long cost(Request request) {
        return request.payload().length + OVERHEAD;
    }
}
