package io.tidemark.connectors.grpc;

import java.util.concurrent.CompletableFuture;

/**
 * Bounds what calls hold, in number and in bytes: of requests while they come and wait, then of
 * answers until they are read. A call is under way until its client has its answer or has gone, so
 * that slow senders and slow readers are bounded too. One connection holds at most half of the
 * bytes, so that the others are still served.
 */
final class Admission {

    /** What a call takes beside its payload: headers, its entry, an error. */
    static final int OVERHEAD_BYTES = 512;

    /** What one connection holds; its admission alone touches it. */
    static final class Share {
        private int calls;
        private long bytes;
    }

    private final int maxCalls;
    private final long maxBytes;
    private final long maxShareBytes;
    private int calls;
    private long bytes;

    /** Completes for whoever waits; null while nobody does. */
    private CompletableFuture<Void> none;

    /**
     * @param largestBytes of one request: a connection may hold that much, whatever its share
     */
    Admission(int maxCalls, long maxBytes, int largestBytes) {
        this.maxCalls = maxCalls;
        this.maxBytes = maxBytes;
        this.maxShareBytes = Math.max(maxBytes / 2, (long) largestBytes + OVERHEAD_BYTES);
    }

    /** Lets a call in where it may begin; the place tells. One alone always may. */
    synchronized Place enter(Share share) {
        boolean enters = calls < maxCalls && fits(share, OVERHEAD_BYTES, 0);
        Place place = new Place(share, !enters);
        if (enters) {
            calls++;
            share.calls++;
            place.become(OVERHEAD_BYTES);
        }
        return place;
    }

    /** Whoever is alone may hold what it needs, or the largest request would never be taken. */
    private boolean fits(Share share, long more, int alone) {
        return (calls == alone || bytes + more <= maxBytes)
                && (share.calls == alone || share.bytes + more <= maxShareBytes);
    }

    /** Completes when no call is under way. */
    synchronized CompletableFuture<Void> none() {
        if (calls == 0) {
            return CompletableFuture.completedFuture(null);
        }
        if (none == null) {
            none = new CompletableFuture<>();
        }
        return none;
    }

    synchronized int calls() {
        return calls;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** What one call holds. */
    final class Place {

        private final Share share;
        private long held;
        private boolean answered;
        private boolean left;

        private Place(Share share, boolean left) {
            this.share = share;
            this.left = left;
        }

        /** Whether the call was let in, and has not left. */
        boolean taken() {
            synchronized (Admission.this) {
                return !left;
            }
        }

        /**
         * Holds so many bytes of the request in place of those before.
         *
         * @return whether they may be held; if not, nothing has changed
         */
        boolean hold(long requestBytes) {
            synchronized (Admission.this) {
                if (left || answered) {
                    return true;
                }
                long more = requestBytes + OVERHEAD_BYTES - held;
                if (more > 0 && !fits(share, more, 1)) {
                    return false;
                }
                become(requestBytes + OVERHEAD_BYTES);
                return true;
            }
        }

        /** From now on the answer is held and the request is not; an answer is never refused. */
        void answer(long answerBytes) {
            synchronized (Admission.this) {
                if (!left) {
                    answered = true;
                    become(answerBytes + OVERHEAD_BYTES);
                }
            }
        }

        /** The call is over. */
        void leave() {
            synchronized (Admission.this) {
                if (!left) {
                    become(0);
                    left = true;
                    calls--;
                    share.calls--;
                    tellIfNone();
                }
            }
        }

        private void tellIfNone() {
            if (calls == 0 && none != null) {
                none.complete(null);
                none = null;
            }
        }

        private void become(long next) {
            bytes += next - held;
            share.bytes += next - held;
            held = next;
        }
    }
}
