package io.tidemark.jobs.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine that only this machine reaches. */
final class LoopbackPort {

    private LoopbackPort() {}

    /**
     * Takes a port, to be given back just before a server takes it itself.
     *
     * @param owner who needs it, as a sentence begins: "Kafka"
     * @param port 0 for any free one
     * @throws IOException with a sentence where it is taken
     */
    static ServerSocket bind(String owner, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // A server stopped a moment ago leaves its port waiting, and the next takes it all the
            // same.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    owner
                            + " needs port "
                            + port
                            + " on "
                            + LocalKafkaProperties.HOST
                            + ", which is taken (by another 'tidemark up'?): stop that or choose"
                            + " another port",
                    e);
        }
    }

    /** The port itself, or a free one for 0; as free as {@link #bind} found it. */
    static int free(String owner, int port) throws IOException {
        try (ServerSocket socket = bind(owner, port)) {
            return socket.getLocalPort();
        }
    }
}
