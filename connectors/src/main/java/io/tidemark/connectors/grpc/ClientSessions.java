package io.tidemark.connectors.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives every connection its session; the partitions take turns. */
final class ClientSessions extends ServerTransportFilter {

    static final Attributes.Key<ClientSession> SESSION = Attributes.Key.create("tidemark.session");

    private final AtomicInteger next;
    private final int partitions;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param first where to begin: gateways that all began at 0 would crowd there
     * @param partitions of {@code requests}
     */
    ClientSessions(int first, int partitions) {
        this.next = new AtomicInteger(first);
        this.partitions = partitions;
    }

    /** How many connections there are. */
    int open() {
        return open.get();
    }

    @Override
    public Attributes transportReady(Attributes transport) {
        open.incrementAndGet();
        int partition = Math.floorMod(next.getAndIncrement(), partitions);
        return transport.toBuilder().set(SESSION, new ClientSession(partition)).build();
    }

    @Override
    public void transportTerminated(Attributes transport) {
        // A connection whose handshake failed ends too, and was never ready.
        if (transport != null && transport.get(SESSION) != null) {
            open.decrementAndGet();
        }
    }
}
