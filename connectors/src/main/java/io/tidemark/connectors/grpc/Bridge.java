package io.tidemark.connectors.grpc;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's core: a call becomes a record of the request log, an answer from {@code responses}
 * ends it. Every call it is given ends: by the job's answer, by an error of its own, or by its
 * client. It never waits, so that the threads of the network may call it.
 */
final class Bridge {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /**
     * Bounds of a gateway.
     *
     * @param maxCalls under way at once
     * @param maxBytes of their requests and answers; one request alone may be larger
     * @param maxRequestBytes largest request the log takes
     * @param timeout how long an answer is waited for where the client sets no deadline
     */
    record Limits(int maxCalls, long maxBytes, int maxRequestBytes, Duration timeout) {}

    private final RequestLog log;
    private final Correlations correlations;
    private final Limits limits;
    private final GatewayCounters counters;
    private final Admission admission;
    private final RequestIntake intake;
    private final WaitingCalls waiting = new WaitingCalls();
    private volatile boolean stopping;

    Bridge(RequestLog log, Correlations correlations, Limits limits, GatewayCounters counters) {
        this.log = log;
        this.correlations = correlations;
        this.limits = limits;
        this.counters = counters;
        this.intake = new RequestIntake(correlations, limits);
        this.admission =
                new Admission(limits.maxCalls(), limits.maxBytes(), limits.maxRequestBytes());
    }

    /** Takes a call of which nothing but its beginning is there; it may be answered at once. */
    WaitingCall begin(RpcTarget target, Caller caller) {
        WaitingCall call =
                new WaitingCall(
                        waiting.newNumber(),
                        target,
                        caller,
                        admission.enter(caller.session().share()),
                        counters.nanoTime());
        waiting.add(call);
        if (!target.rpc().served()) {
            end(call, Ending.notServed(target.rpc()));
        } else if (stopping) {
            end(call, Ending.stopping());
        } else if (!call.place().taken()) {
            end(call, Ending.rateLimited(limits));
        }
        return call;
    }

    /** Whether a call still has no answer. */
    boolean waits(WaitingCall call) {
        return waiting.waits(call);
    }

    /**
     * So many bytes of a call's request are in memory.
     *
     * @return whether they may stay; if not, the call is answered
     */
    boolean arrived(WaitingCall call, long bytes) {
        if (!waits(call)) {
            return false;
        }
        boolean held = call.place().hold(bytes);
        if (!held) {
            end(call, Ending.rateLimited(limits));
        }
        return held;
    }

    /** A call is not one request. */
    void malformed(WaitingCall call, String reason) {
        end(call, Ending.malformed(reason));
    }

    /**
     * A call's request is there.
     *
     * @param message is read to its end
     * @return what goes into the log; empty where the call is answered instead
     * @throws IOException where the message cannot be decompressed
     */
    Optional<RequestLog.Entry> read(WaitingCall call, InputStream message) throws IOException {
        RequestIntake.Result result = intake.read(call, message);
        result.ending().ifPresent(ending -> end(call, ending));
        // Decompressed, it may have been more than there was room for.
        return result.entry().filter(entry -> waits(call));
    }

    /** A call's request was read, and it is the only one. */
    void send(WaitingCall call, RequestLog.Entry entry) {
        if (stopping) {
            end(call, Ending.stopping());
            return;
        }
        call.sent();
        if (!waiting.again(call)) {
            // Whoever ended it meanwhile has told that nothing was written, or does not know.
            return;
        }
        log.append(
                entry,
                new RequestLog.Written() {
                    @Override
                    public void acknowledged() {
                        call.logged();
                    }

                    @Override
                    public void failed(Exception failure) {
                        end(call, Ending.unconfirmed(failure));
                    }
                });
    }

    /** The client has its answer, or has gone. */
    void over(WaitingCall call, boolean cancelled) {
        if (waiting.take(call.number()).isPresent() && cancelled) {
            counters.count(call.rpc(), Outcome.CANCELLED);
        }
        // Last, so that a call is under way until all that it leaves behind is told.
        call.place().leave();
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
        Caller caller = call.caller();
        caller.session().told(call.databases(), answer.timestamp());
        call.place().answer(answer.body().length);
        if (answer.method().isEmpty()) {
            call.target().refuse(caller.reply(), answer.body());
        } else {
            caller.reply().answer(answer.body());
        }
    }

    /** Takes note of something on {@code responses} that is no answer. */
    void unknown() {
        counters.countUnknownAnswer();
    }

    /** To be called {@link WaitingCalls#LOOKS} times in a time-out: ends what waited too long. */
    void expire() {
        for (WaitingCall call : waiting.takeExpired()) {
            tell(call, Ending.expired(limits.timeout(), call.stage()));
        }
    }

    /** From now on no new call is taken. */
    void stop() {
        stopping = true;
    }

    /**
     * Ends every call that still waits.
     *
     * @param why the beginning of a sentence
     */
    void abandon(String why) {
        for (WaitingCall call : waiting.takeAll()) {
            tell(call, Ending.abandoned(why, call.stage()));
        }
    }

    /** Whether all clients have their answers, or have gone, within that time. */
    boolean awaitNone(Duration patience) throws InterruptedException {
        try {
            admission.none().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nobody fails this", impossible);
        }
    }

    /** How many calls are under way. */
    int underWay() {
        return admission.calls();
    }

    /** How many bytes of requests and answers they hold, with what a call takes beside. */
    long bytesUnderWay() {
        return admission.bytes();
    }

    private void end(WaitingCall call, Ending ending) {
        waiting.take(call.number()).ifPresent(taken -> tell(taken, ending));
    }

    private void tell(WaitingCall call, Ending ending) {
        counters.count(call.rpc(), ending.outcome());
        call.place().answer(0);
        try {
            call.target().refuse(call.caller().reply(), ending.kind(), ending.reason());
        } catch (RuntimeException failure) {
            // One call's affair: the others are still to be told.
            LOG.error("A call could not be ended", failure);
        }
    }
}
