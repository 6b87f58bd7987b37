package io.tidemark.connectors.grpc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the gateway keeps of one connection: the partition its requests go through, which keeps them
 * in order, and for each database the newest timestamp it was told. Sent along as the causality
 * token, that makes each later request of the connection later in time too, through whichever
 * partition it goes.
 */
final class ClientSession {

    /** As many as the job takes; what a client names beyond them shares a token. */
    static final int MAX_DATABASES = 64;

    /** A longer name is no database's, and is not kept. */
    static final int MAX_NAME = 255;

    private static final String DEFAULT = "default";
    private static final String OTHERS = "";

    private final int partition;
    private final Admission.Share share = new Admission.Share();
    private final Map<String, Long> newest = new LinkedHashMap<>();

    /**
     * @param partition of {@code requests}
     */
    ClientSession(int partition) {
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    /** What the connection's calls hold. */
    Admission.Share share() {
        return share;
    }

    /** The newest timestamp told for a database; 0 before the first. */
    synchronized long token(String database) {
        return newest.getOrDefault(key(database), 0L);
    }

    /** An answer about a database bore this timestamp. */
    synchronized void told(String database, long timestamp) {
        newest.merge(key(database), timestamp, ClientSession::later);
    }

    private String key(String database) {
        String name = database.isEmpty() ? DEFAULT : database;
        boolean room = newest.size() < MAX_DATABASES && name.length() <= MAX_NAME;
        return room || newest.containsKey(name) ? name : OTHERS;
    }

    private static long later(long one, long other) {
        return Long.compareUnsigned(one, other) > 0 ? one : other;
    }
}
