package io.tidemark.connectors.grpc;

import io.tidemark.request.Method;

/** Where requests are written to. */
interface RequestLog {

    /**
     * A request on its way into the log.
     *
     * @param method decides the topic
     * @param partition of {@code requests}, for a method that belongs there
     * @param correlation comes back with the answer
     * @param payload the request
     */
    record Entry(Method method, int partition, byte[] correlation, byte[] payload) {}

    /** Told what became of a request, once. */
    interface Written {

        /** It is in the log. */
        void acknowledged();

        /** It was not written, or may not have been. */
        void failed(Exception failure);
    }

    /** Writes a request; never waits. Entries of one thread keep their order. */
    void append(Entry entry, Written written);
}
