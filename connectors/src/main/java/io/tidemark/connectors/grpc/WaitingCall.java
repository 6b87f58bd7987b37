package io.tidemark.connectors.grpc;

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
    private volatile String database = "";

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

    /** The database it is about; empty until its request is there. */
    String database() {
        return database;
    }

    /** Its request is about to be written. */
    void sent(String about) {
        database = about;
        stage = Stage.SENT;
    }

    /** Its request was acknowledged. */
    void logged() {
        stage = Stage.LOGGED;
    }
}
