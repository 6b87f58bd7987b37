package io.tidemark.bench.figures;

import io.grpc.CallOptions;
import io.grpc.Drainable;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.tidemark.request.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A client of a gateway over several connections; it sends bytes and reads none. */
final class Calls implements AutoCloseable {

    private static final long LAST_ANSWER_S = 60;

    /** Below this a thread is not worth being parked: it would wake too late. */
    private static final long PARK_NS = 60_000;

    /** What is sent again and again. */
    record Load(Method method, byte[][] bodies, MethodDescriptor<byte[], byte[]> rpc) {
        Load(Method method, byte[][] bodies) {
            this(method, bodies, descriptor(method));
        }
    }

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        AS_THEY_ARE;

        @Override
        public InputStream stream(byte[] value) {
            return new Body(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Spares the client, which shares the cores, a copy of what it sends. */
    private static final class Body extends ByteArrayInputStream implements KnownLength, Drainable {
        private Body(byte[] value) {
            super(value);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int left = available();
            transferTo(target);
            return left;
        }
    }

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Calls(int port, int connections) {
        for (int i = 0; i < connections; i++) {
            channels.add(
                    Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                            .directExecutor()
                            .build());
        }
    }

    /** Calls at a rate, whatever the answers do; round trips count from when a call was due. */
    Histogram openLoop(Load load, double perSecond, Duration time) throws InterruptedException {
        Histogram roundTrips = new ConcurrentHistogram(3);
        int count = (int) (perSecond * time.toNanos() / 1e9);
        Semaphore answered = new Semaphore(0);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + (long) (i * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                if (left > PARK_NS) {
                    LockSupport.parkNanos(left - PARK_NS);
                } else {
                    Thread.onSpinWait();
                }
            }
            send(
                    load,
                    i,
                    () -> {
                        roundTrips.recordValue(System.nanoTime() - due);
                        answered.release();
                    });
        }
        await(answered, count);
        return roundTrips;
    }

    /** Makes so many calls, a window of them at a time. */
    void closedLoop(Load load, int count, int inFlight) throws InterruptedException {
        closedLoop(load, inFlight, made -> made < count);
    }

    /** Makes calls for that long, a window of them at a time. */
    void closedLoop(Load load, Duration time, int inFlight) throws InterruptedException {
        long start = System.nanoTime();
        closedLoop(load, inFlight, made -> System.nanoTime() - start < time.toNanos());
    }

    private void closedLoop(Load load, int inFlight, IntPredicate more)
            throws InterruptedException {
        Semaphore window = new Semaphore(inFlight);
        for (int i = 0; more.test(i); i++) {
            await(window, 1);
            send(load, i, window::release);
        }
        await(window, inFlight);
    }

    private void send(Load load, int index, Runnable done) {
        ManagedChannel channel = channels.get(index % channels.size());
        byte[] body = load.bodies()[index % load.bodies().length];
        ClientCalls.asyncUnaryCall(
                channel.newCall(load.rpc(), CallOptions.DEFAULT),
                body,
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] response) {
                        // That there is one is all that counts.
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        failure.compareAndSet(null, thrown);
                        done.run();
                    }

                    @Override
                    public void onCompleted() {
                        done.run();
                    }
                });
    }

    private void await(Semaphore answers, int count) throws InterruptedException {
        if (!answers.tryAcquire(count, LAST_ANSWER_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("calls were not answered");
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a call failed", failure.get());
        }
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(Method method) {
        return MethodDescriptor.newBuilder(Bytes.AS_THEY_ARE, Bytes.AS_THEY_ARE)
                .setType(MethodType.UNARY)
                .setFullMethodName("milvus.proto.milvus.MilvusService/" + method.rpcName())
                .build();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
