package io.tidemark.connectors.grpc;

import java.util.LinkedHashMap;
import java.util.List;
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

    /** Told about all databases at once. */
    private long newestOfAll;

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

    /**
     * The newest timestamp told for any of these databases; 0 before the first.
     *
     * @param databases none for all
     */
    synchronized long token(List<String> databases) {
        long token = newestOfAll;
        if (databases.isEmpty()) {
            for (long told : newest.values()) {
                token = later(token, told);
            }
        }
        for (String database : databases) {
            token = later(token, newest.getOrDefault(key(database), 0L));
        }
        return token;
    }

    /**
     * An answer about these databases bore this timestamp.
     *
     * @param databases none for all
     */
    synchronized void told(List<String> databases, long timestamp) {
        if (databases.isEmpty()) {
            newestOfAll = later(newestOfAll, timestamp);
        }
        for (String database : databases) {
            newest.merge(key(database), timestamp, ClientSession::later);
        }
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
