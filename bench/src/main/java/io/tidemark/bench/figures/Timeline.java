package io.tidemark.bench.figures;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.request.Method;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When each request of a run was due, answered, and at which timestamp. One thread sends, another
 * takes answers; whoever waits for {@link #answered} sees what both noted.
 */
final class Timeline {

    private final long firstNumber;
    private final long[] dueNs;
    private final long[] answeredNs;
    private final long[] timestamps;
    private final Semaphore window;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile String failure;

    /**
     * @param firstNumber number of the first request
     * @param capacity most requests
     * @param inFlight most requests without an answer
     */
    Timeline(long firstNumber, int capacity, int inFlight) {
        this.firstNumber = firstNumber;
        this.dueNs = new long[capacity];
        this.answeredNs = new long[capacity];
        this.timestamps = new long[capacity];
        this.window = new Semaphore(inFlight);
    }

    /** Waits until fewer requests than may be in flight are. */
    void awaitRoom() throws InterruptedException {
        window.acquire();
    }

    void due(int index, long ns) {
        dueNs[index] = ns;
    }

    /** Takes an answer; one of another run, or one that came before, is passed over. */
    void take(ReceivedAnswer answer, long ns) {
        long index = Correlation.number(answer) - firstNumber;
        if (index < 0 || index >= answeredNs.length || answeredNs[(int) index] != 0) {
            return;
        }
        answeredNs[(int) index] = ns;
        timestamps[(int) index] = answer.timestamp();
        Status status = status(answer);
        if (status.getCode() != 0) {
            failure = status.getReason();
        }
        answered.incrementAndGet();
        window.release();
    }

    private static Status status(ReceivedAnswer answer) {
        try {
            return answer.method().equals(Method.INSERT.fullName())
                    ? MutationResult.parseFrom(answer.body()).getStatus()
                    : Status.parseFrom(answer.body());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "an answer to " + answer.method() + " is no message", e);
        }
    }

    /** How many were answered so far; what was noted of them is visible afterwards. */
    int answered() {
        if (failure != null) {
            throw new IllegalStateException("a request of the load was refused: " + failure);
        }
        return answered.get();
    }

    long firstNumber() {
        return firstNumber;
    }

    long dueNs(int index) {
        return dueNs[index];
    }

    long answeredNs(int index) {
        return answeredNs[index];
    }

    long timestamp(int index) {
        return timestamps[index];
    }
}
