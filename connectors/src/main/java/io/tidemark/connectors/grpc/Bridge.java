package io.tidemark.connectors.grpc;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The gateway's core: a call becomes a record of the request log, an answer from {@code responses}
 * ends it. Every call it is given ends: by the job's answer, by an error of its own, or by its
 * client. It never waits, so that the threads of the network may call it.
 */
final class Bridge {

    /**
     * Bounds of a gateway.
     *
     * @param maxCalls under way at once
     * @param maxBytes of the requests under way; one request alone may be larger
     * @param maxRequestBytes largest request the log takes
     * @param timeout how long an answer is waited for where the client sets no deadline
     */
    record Limits(int maxCalls, long maxBytes, int maxRequestBytes, Duration timeout) {}

    /** Ends a call from its client's side. */
    interface Call {

        /** The client has its answer, or has gone. To be called once, whatever comes first. */
        void over(boolean cancelled);
    }

    private static final Call REFUSED = cancelled -> {};

    private final RequestLog log;
    private final Correlations correlations;
    private final Limits limits;
    private final GatewayCounters counters;
    private final Admission admission;
    private final WaitingCalls waiting = new WaitingCalls();
    private volatile boolean stopping;

    Bridge(RequestLog log, Correlations correlations, Limits limits, GatewayCounters counters) {
        this.log = log;
        this.correlations = correlations;
        this.limits = limits;
        this.counters = counters;
        this.admission = new Admission(limits.maxCalls(), limits.maxBytes());
    }

    /**
     * Takes a call.
     *
     * @param session of its connection
     * @param database that the connection named; empty for none
     * @param reply takes the answer, perhaps before this returns
     */
    Call call(
            RpcTarget target, byte[] payload, ClientSession session, String database, Reply reply) {
        Optional<Method> method = target.rpc().method();
        if (method.isEmpty()) {
            return refuse(
                    target,
                    reply,
                    Outcome.NOT_SERVED,
                    ErrorKind.UNIMPLEMENTED,
                    target.rpc().name()
                            + " is not served yet: docs/clients.md lists what Tidemark serves");
        }
        if (stopping) {
            return refuseAsStopping(target, reply);
        }
        RequestShape.Head head;
        try {
            head = target.shape().read(payload);
        } catch (IOException malformed) {
            return refuse(
                    target,
                    reply,
                    Outcome.MALFORMED,
                    ErrorKind.INVALID_PARAMETER,
                    "expected a serialized "
                            + target.rpc().published().getInputType().getName()
                            + ": "
                            + malformed.getMessage());
        }
        String about = head.database().isEmpty() ? database : head.database();
        byte[] completed = target.shape().completed(payload, head, session.token(about), database);
        if (completed.length > limits.maxRequestBytes()) {
            return refuse(
                    target,
                    reply,
                    Outcome.TOO_LARGE,
                    ErrorKind.TOO_LARGE,
                    "a request must have at most "
                            + limits.maxRequestBytes()
                            + " bytes, found "
                            + completed.length);
        }
        if (!admission.enter(completed.length)) {
            return refuse(
                    target,
                    reply,
                    Outcome.RATE_LIMITED,
                    ErrorKind.RATE_LIMIT,
                    "too many calls are under way: the gateway takes "
                            + limits.maxCalls()
                            + " and "
                            + limits.maxBytes()
                            + " bytes at once; try again in a moment");
        }
        WaitingCall waits = new WaitingCall(target, session, about, reply, counters.nanoTime());
        return send(waits, method.get(), completed);
    }

    private Call send(WaitingCall call, Method method, byte[] payload) {
        long number = waiting.newNumber();
        waiting.add(number, call);
        if (stopping && waiting.take(number).isPresent()) {
            // Whoever ends all that wait may have looked before this one did.
            admission.leave(payload.length);
            return refuseAsStopping(call.target(), call.reply());
        }
        log.append(
                new RequestLog.Entry(
                        method, call.session().partition(), correlations.of(number), payload),
                failure -> failed(number, failure));
        return cancelled -> {
            if (waiting.take(number).isPresent() && cancelled) {
                counters.count(call.rpc(), Outcome.CANCELLED);
            }
            // Last, so that a call is under way until all that it leaves behind is told.
            admission.leave(payload.length);
        };
    }

    /** Takes an answer from {@code responses}, whoever's it is. */
    void answered(ReceivedAnswer answer) {
        OptionalLong number = correlations.number(answer.correlation());
        if (number.isEmpty() || !waiting.began(number.getAsLong())) {
            counters.countUnknownAnswer();
            return;
        }
        Optional<WaitingCall> call = waiting.take(number.getAsLong());
        if (call.isEmpty()) {
            counters.countRepeatedAnswer();
            return;
        }
        // First, so that whoever has an answer finds it counted.
        counters.countAnswered(call.get().rpc(), call.get().sinceNs());
        deliver(call.get(), answer);
    }

    private static void deliver(WaitingCall call, ReceivedAnswer answer) {
        call.session().told(call.database(), answer.timestamp());
        if (answer.method().isEmpty()) {
            call.target().refuse(call.reply(), answer.body());
        } else {
            call.reply().answer(answer.body());
        }
    }

    /** Takes note of a call that is not one request. */
    void malformed(RpcTarget target) {
        counters.count(target.rpc().name(), Outcome.MALFORMED);
    }

    /** Takes note of a call of an RPC that streams. */
    void notServed(Rpc rpc) {
        counters.count(rpc.name(), Outcome.NOT_SERVED);
    }

    /** Takes note of something on {@code responses} that is no answer. */
    void unknown() {
        counters.countUnknownAnswer();
    }

    private void failed(long number, Exception failure) {
        waiting.take(number)
                .ifPresent(
                        call -> {
                            counters.count(call.rpc(), Outcome.FAILED);
                            call.target()
                                    .refuse(
                                            call.reply(),
                                            ErrorKind.NOT_READY,
                                            "Kafka did not confirm the request, so it may not be"
                                                    + " in the log: "
                                                    + failure.getMessage());
                        });
    }

    /** To be called {@link WaitingCalls#LOOKS} times in a time-out: ends what waited too long. */
    void expire() {
        for (WaitingCall call : waiting.takeExpired()) {
            counters.count(call.rpc(), Outcome.EXPIRED);
            call.target()
                    .refuse(
                            call.reply(),
                            ErrorKind.NOT_READY,
                            "no answer within "
                                    + limits.timeout().toSeconds()
                                    + " s: the request is in the log and will be executed; is the"
                                    + " job running?");
        }
    }

    /** From now on no new call is taken. */
    void stop() {
        stopping = true;
    }

    /** Ends every call that still waits. */
    void abandon(String why) {
        for (WaitingCall call : waiting.takeAll()) {
            counters.count(call.rpc(), Outcome.FAILED);
            call.target().refuse(call.reply(), ErrorKind.NOT_READY, why);
        }
    }

    /** How many calls are under way. */
    int underWay() {
        return admission.calls();
    }

    /** How many bytes their requests have, with what a call takes beside. */
    long bytesUnderWay() {
        return admission.bytes();
    }

    private Call refuseAsStopping(RpcTarget target, Reply reply) {
        return refuse(
                target,
                reply,
                Outcome.STOPPING,
                ErrorKind.NOT_READY,
                "the gateway is stopping: try again");
    }

    private Call refuse(
            RpcTarget target, Reply reply, Outcome outcome, ErrorKind kind, String reason) {
        counters.count(target.rpc().name(), outcome);
        target.refuse(reply, kind, reason);
        return REFUSED;
    }
}
