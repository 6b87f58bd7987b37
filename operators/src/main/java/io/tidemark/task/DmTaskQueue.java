package io.tidemark.task;

import io.tidemark.request.Request;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The tasks of one request partition that wait for meta to reach their timestamp: first in, first
 * out, which is the order of their timestamps.
 *
 * <p>What waits is copied out of the response it came in. The queue lives on the heap, holds a few
 * ticks of data as a rule, and spills what is beyond its budget: the operator behind it must never
 * stop reading, or the watermark it waits for never comes. Indices [head, heapEnd) are on the heap,
 * [heapEnd, tail) in the store. A checkpoint takes a small heap part as it is; a large one is
 * written to the store too.
 */
public final class DmTaskQueue {

    /**
     * What a checkpoint keeps beside the store.
     *
     * @param head index of the oldest task
     * @param tail index behind the newest
     * @param tasks the oldest ones; those behind them are in the store
     */
    public record Kept(long head, long tail, List<Request> tasks) {
        public static final Kept NOTHING = new Kept(0, 0, List.of());
    }

    /** Beyond this a heap part is large: after a restart every proxy reads what all have kept. */
    private static final long SMALL_BYTES = 1 << 20;

    /** What an object of the heap costs beside what a client sent, roughly, in bytes. */
    private static final long OVERHEAD = 128;

    private final SpillStore store;
    private final long budgetBytes;
    private final ArrayDeque<Request> heap = new ArrayDeque<>();
    private long heapBytes;
    private long head;
    private long heapEnd;
    private long tail;
    // Indices of the heap part that the last checkpoint left in the store.
    private long storedFrom;
    private long storedTo;

    /**
     * @param budgetBytes what the tasks on the heap may cost
     * @param kept by the last checkpoint
     */
    public DmTaskQueue(SpillStore store, long budgetBytes, Kept kept) {
        this.store = store;
        this.budgetBytes = budgetBytes;
        this.head = kept.head();
        this.heapEnd = kept.head();
        this.tail = kept.tail();
        kept.tasks().forEach(this::addToHeap);
    }

    public void add(Request request) throws Exception {
        Request kept = request.kept();
        if (heapEnd == tail && heapBytes < budgetBytes) {
            addToHeap(kept);
        } else {
            store.put(tail, kept);
        }
        tail++;
    }

    private void addToHeap(Request request) {
        heap.add(request);
        heapBytes += cost(request);
        heapEnd++;
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

    /** Sees to it that all tasks but those it returns are in the store. */
    public Kept checkpoint() throws Exception {
        for (long index = storedFrom; index < storedTo; index++) {
            store.remove(index);
        }
        storedFrom = head;
        storedTo = head;
        if (heapBytes <= SMALL_BYTES) {
            return new Kept(head, tail, List.copyOf(heap));
        }
        for (Request request : heap) {
            store.put(storedTo++, request);
        }
        return new Kept(head, tail, List.of());
    }

    /** Brings back what the budget allows, at least one task: also without any budget. */
    private void load() throws Exception {
        do {
            Request request = store.get(heapEnd);
            store.remove(heapEnd);
            addToHeap(request);
        } while (heapEnd < tail && heapBytes < budgetBytes);
    }

    private static long cost(Request request) {
        return request.sentBytes() + OVERHEAD;
    }
}
