package io.tidemark.bench.check;

/** What became of each request: its first answer, its dead letter. By the requests' numbers. */
final class Outcomes {

    private static final int ANSWERED = 1;
    private static final int DEAD_LETTERED = 1 << 1;
    private static final int SUCCEEDED = 1 << 2;
    private static final int LEGIBLE = 1 << 3;
    private static final int AFFIRMED = 1 << 4;
    private static final int JOURNALED = 1 << 5;

    /**
     * What a first answer said.
     *
     * @param fingerprint of its bytes
     * @param timestamp of its request; 0 where it has none
     * @param legible whether it could be read
     * @param code of its status; 0 is success, and nothing can be said where it could not be read
     * @param affirmed whether the answer to a question was yes
     * @param appendedMs when the broker took it; 0 where that is not known
     * @param firstId the first key it named, where those it named follow on each other; else 0
     */
    record Answer(
            long fingerprint,
            long timestamp,
            boolean legible,
            int code,
            boolean affirmed,
            long appendedMs,
            long firstId) {

        boolean succeeded() {
            return legible && code == 0;
        }
    }

    private final LongColumn fingerprint = new LongColumn();
    private final LongColumn timestamp = new LongColumn();
    private final LongColumn firstId = new LongColumn();
    private final LongColumn flags = new LongColumn();
    private final LongColumn appended = new LongColumn();

    /** Makes room for the next request. */
    void add() {
        fingerprint.add(0);
        timestamp.add(0);
        firstId.add(0);
        flags.add(0);
        appended.add(0);
    }

    void answer(int request, Answer answer) {
        fingerprint.set(request, answer.fingerprint());
        timestamp.set(request, answer.timestamp());
        firstId.set(request, answer.firstId());
        appended.set(request, answer.appendedMs());
        flags.set(
                request,
                flags.get(request)
                        | ANSWERED
                        | (answer.legible() ? LEGIBLE : 0)
                        | (answer.succeeded() ? SUCCEEDED : 0)
                        | (answer.affirmed() ? AFFIRMED : 0)
                        | (long) answer.code() << Integer.SIZE);
    }

    void deadLetter(int request) {
        flags.set(request, flags.get(request) | DEAD_LETTERED);
    }

    /** Notes that a load of ours has sent it, and wrote that down. */
    void journal(int request) {
        flags.set(request, flags.get(request) | JOURNALED);
    }

    boolean journaled(int request) {
        return has(request, JOURNALED);
    }

    boolean answered(int request) {
        return has(request, ANSWERED);
    }

    boolean deadLettered(int request) {
        return has(request, DEAD_LETTERED);
    }

    boolean legible(int request) {
        return has(request, LEGIBLE);
    }

    boolean succeeded(int request) {
        return has(request, SUCCEEDED);
    }

    /** Of its status; 0 is success. */
    int code(int request) {
        return (int) (flags.get(request) >> Integer.SIZE);
    }

    boolean affirmed(int request) {
        return has(request, AFFIRMED);
    }

    private boolean has(int request, int flag) {
        return (flags.get(request) & flag) != 0;
    }

    long fingerprint(int request) {
        return fingerprint.get(request);
    }

    /** Of its answer; 0 without one. */
    long timestamp(int request) {
        return timestamp.get(request);
    }

    /** When the broker took its first answer; 0 where that is not known. */
    long appendedMs(int request) {
        return appended.get(request);
    }

    long firstId(int request) {
        return firstId.get(request);
    }
}
