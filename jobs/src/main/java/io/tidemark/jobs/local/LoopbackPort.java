package io.tidemark.jobs.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine that only this machine reaches. */
public final class LoopbackPort {

    /**
     * Free ports are looked for from here up to the first that a system gives to outgoing
     * connections (Linux: 32768, others 49152 as by RFC 6335): one of those may be gone between the
     * look and the server's start, which is seconds later.
     */
    private static final int FIRST = 10_000;

    private static final int END = 32_768;
    private static final int LOOKS = 100;

    private LoopbackPort() {}

    /**
     * Takes a port, to be given back just before a server takes it itself.
     *
     * @param owner who needs it, as a sentence begins: "Kafka"
     * @param port 0 for any free one
     * @throws IOException with a sentence where it is taken
     */
    static ServerSocket bind(String owner, int port) throws IOException {
        return port == 0 ? bindAny(owner) : bindThis(owner, port);
    }

    private static ServerSocket bindAny(String owner) throws IOException {
        for (int look = 1; ; look++) {
            try {
                return bindThis(owner, ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (IOException e) {
                if (look == LOOKS) {
                    throw e;
                }
            }
        }
    }

    private static ServerSocket bindThis(String owner, int port) throws IOException {
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

    /**
     * The port itself, or a free one for 0; as free as it was found.
     *
     * @param owner who needs it, as a sentence begins: "Kafka"
     * @throws IOException with a sentence where it is taken
     */
    public static int free(String owner, int port) throws IOException {
        try (ServerSocket socket = bind(owner, port)) {
            return socket.getLocalPort();
        }
    }
}
