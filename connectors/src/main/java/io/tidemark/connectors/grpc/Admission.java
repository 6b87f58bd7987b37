package io.tidemark.connectors.grpc;

/**
 * Bounds the calls under way, in number and in bytes. A call is under way until its client has its
 * answer or has gone, so that slow readers are bounded too.
 */
final class Admission {

    /** What a call takes beside its payload: headers, its entry, its answer. */
    static final int OVERHEAD_BYTES = 512;

    private final int maxCalls;
    private final long maxBytes;
    private int calls;
    private long bytes;

    Admission(int maxCalls, long maxBytes) {
        this.maxCalls = maxCalls;
        this.maxBytes = maxBytes;
    }

    /** Whether a call may begin; one alone always may. */
    synchronized boolean enter(int payloadBytes) {
        long more = (long) payloadBytes + OVERHEAD_BYTES;
        if (calls > 0 && (calls >= maxCalls || bytes + more > maxBytes)) {
            return false;
        }
        calls++;
        bytes += more;
        return true;
    }

    /** Ends a call that {@link #enter} let in. */
    synchronized void leave(int payloadBytes) {
        calls--;
        bytes -= (long) payloadBytes + OVERHEAD_BYTES;
    }

    synchronized int calls() {
        return calls;
    }

    synchronized long bytes() {
        return bytes;
    }
}
