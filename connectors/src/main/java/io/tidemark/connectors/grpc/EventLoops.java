package io.tidemark.connectors.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the network. gRPC would take two a core; the gateway takes one for two, as all
 * calls pass one producer and one reader of answers anyway. With fewer threads each finds more to
 * do when it wakes, and waking one costs a good part of a small call.
 */
final class EventLoops implements AutoCloseable {

    private static final int CORES_A_LOOP = 2;
    private static final long LAST_TASKS_S = 1;

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> channel;

    private EventLoops(EventLoopGroup group, Class<? extends ServerChannel> channel) {
        this.group = group;
        this.channel = channel;
    }

    /** As many as suit a machine of so many cores; epoll's where it is there. */
    static EventLoops suiting(int cores) {
        int loops = Math.max(1, cores / CORES_A_LOOP);
        ThreadFactory threads = new DefaultThreadFactory("gateway-network", true);
        return Epoll.isAvailable()
                ? new EventLoops(
                        new EpollEventLoopGroup(loops, threads), EpollServerSocketChannel.class)
                : new EventLoops(
                        new NioEventLoopGroup(loops, threads), NioServerSocketChannel.class);
    }

    /** Lets a server accept and serve with them. */
    void serve(NettyServerBuilder server) {
        server.bossEventLoopGroup(group).workerEventLoopGroup(group).channelType(channel);
    }

    /** To be called when the servers are shut down. */
    @Override
    public void close() {
        Future<?> unused = group.shutdownGracefully(0, LAST_TASKS_S, TimeUnit.SECONDS);
    }
}
