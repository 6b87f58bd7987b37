package io.tidemark.wal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The acknowledgement gate: what is not a message goes on, in order, once every message before it
 * is acknowledged. It is the {@code TaskDoneTest} of Milvus' proxy, counted.
 *
 * <p>Messages between two held items form an {@link Epoch}; an epoch's items leave when the epochs
 * before it are done and its own messages are acknowledged. Everything here belongs to one thread
 * but {@link Epoch#acknowledge()}, which may be called from any.
 *
 * @param <T> what is held back
 */
public final class AckGate<T> {

    /** Messages sent between two held items. */
    public static final class Epoch {
        // One more than the messages under way for as long as further messages may join.
        private final AtomicInteger open = new AtomicInteger(1);
        private final List<Object> held = new ArrayList<>(2);

        private Epoch() {}

        /**
         * One message of this epoch is in the log for good.
         *
         * @return whether the epoch is done now, so that {@link AckGate#release} may find something
         */
        public boolean acknowledge() {
            return open.decrementAndGet() == 0;
        }
    }

    private final ArrayDeque<Epoch> closed = new ArrayDeque<>();
    private Epoch filling;
    private int held;

    /** Registers a message about to be sent; its acknowledgement goes to the epoch returned. */
    public Epoch send() {
        if (filling == null) {
            filling = new Epoch();
        }
        filling.open.incrementAndGet();
        return filling;
    }

    /** Holds an item back behind every message sent so far. */
    public void hold(T item) {
        if (filling != null) {
            closed.add(filling);
            filling.open.decrementAndGet();
            filling = null;
        } else if (closed.isEmpty()) {
            Epoch done = new Epoch();
            done.open.set(0);
            closed.add(done);
        }
        closed.peekLast().held.add(item);
        held++;
    }

    /** Hands out, in order, what no longer waits for an acknowledgement. */
    @SuppressWarnings("unchecked") // only hold() adds, and it adds T
    public void release(Consumer<? super T> out) {
        Epoch head = closed.peek();
        while (head != null && head.open.get() == 0) {
            closed.poll();
            held -= head.held.size();
            for (Object item : head.held) {
                out.accept((T) item);
            }
            head = closed.peek();
        }
    }

    /** How many items are held back. */
    public int held() {
        return held;
    }

    /** Whether nothing is held and no message is under way: what a checkpoint needs. */
    public boolean isEmpty() {
        return closed.isEmpty() && (filling == null || filling.open.get() == 1);
    }
}
