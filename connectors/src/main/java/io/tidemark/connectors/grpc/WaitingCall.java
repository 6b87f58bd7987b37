package io.tidemark.connectors.grpc;

import java.util.List;

/** A call whose answer is still to come. */
final class WaitingCall {

    /** How far its request has come. */
    enum Stage {
        /** From the client: nothing of it is written. */
        COMING,
        /** It may be in the log. */
        SENT,
        /** It is in the log. */
        LOGGED
    }

    private final long number;
    private final RpcTarget target;
    private final Caller caller;
    private final Admission.Place place;
    private final long sinceNs;
    private volatile Stage stage = Stage.COMING;
    private volatile List<String> databases = List.of();

    /**
     * @param number that no other call of this life has
     * @param target what is called
     * @param place what it holds
     * @param sinceNs when it came, of {@link System#nanoTime}
     */
    WaitingCall(long number, RpcTarget target, Caller caller, Admission.Place place, long sinceNs) {
        this.number = number;
        this.target = target;
        this.caller = caller;
        this.place = place;
        this.sinceNs = sinceNs;
    }

    long number() {
        return number;
    }

    RpcTarget target() {
        return target;
    }

    Caller caller() {
        return caller;
    }

    Admission.Place place() {
        return place;
    }

    long sinceNs() {
        return sinceNs;
    }

    String rpc() {
        return target.rpc().name();
    }

    Stage stage() {
        return stage;
    }

    /** Those it is about, none for all; known when its request is read. */
    List<String> databases() {
        return databases;
    }

    /** Its request was read. */
    void about(List<String> found) {
        databases = found;
    }

    /** Its request is about to be written. */
    void sent() {
        stage = Stage.SENT;
    }

    /** Its request was acknowledged. */
    void logged() {
        stage = Stage.LOGGED;
    }
}
