package io.tidemark.bench.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1 for processes that keep theirs over a restart. */
final class FreePort {

    private FreePort() {}

    /**
     * The port itself where it is free, or any free one for 0.
     *
     * @throws IOException with a sentence where it is taken
     */
    static int of(String owner, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    owner
                            + " needs port "
                            + port
                            + " on 127.0.0.1, which is taken: stop what has it or choose another",
                    e);
        }
    }
}
