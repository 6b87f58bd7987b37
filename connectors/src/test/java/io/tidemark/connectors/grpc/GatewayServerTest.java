package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasCollectionRequest;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GatewayServerTest {

    private static final Path TLS = Path.of("src/test/resources/tls");
    private static final byte[] BOOKS =
            HasCollectionRequest.newBuilder().setCollectionName("books").build().toByteArray();

    @TempDir private Path folder;

    @Test
    void usageExample() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "the job's own bytes");
            ManagedChannel client = gateway.channel(TestingGateway.metadata("dbname", "lab"));

            byte[] response = TestingGateway.call(client, "HasCollection", BOOKS);

            assertThat(response).asString(UTF_8).isEqualTo("the job's own bytes");
            HasCollectionRequest logged =
                    HasCollectionRequest.parseFrom(gateway.log.entry(0).payload());
            assertThat(logged.getCollectionName()).isEqualTo("books");
            assertThat(logged.getDbName()).isEqualTo("lab");
            client.shutdownNow();
        }
    }

    @Test
    void everyRpcIsAnswered() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "served");
            ManagedChannel client = gateway.channel();
            for (Rpc rpc : Rpc.all()) {
                boolean unary = MilvusService.method(rpc).getType() == MethodType.UNARY;
                boolean typed = StatusPlace.in(rpc.published().getOutputType()).isPresent();
                Throwable failure = null;
                String response = "";
                try {
                    byte[] none = new byte[0];
                    response =
                            new String(
                                    unary
                                            ? TestingGateway.call(client, rpc.name(), none)
                                            : streamed(client, rpc),
                                    UTF_8);
                } catch (RuntimeException e) {
                    failure = e;
                }
                if (rpc.served()) {
                    assertThat(response).as(rpc.name()).isEqualTo("served");
                } else if (typed) {
                    assertThat(response).contains(rpc.name() + " is not served yet");
                } else {
                    assertThat(Status.fromThrowable(failure).getCode())
                            .as(rpc.name())
                            .isEqualTo(Status.Code.UNIMPLEMENTED);
                }
            }
            client.shutdownNow();
        }
    }

    @Test
    void aClientsDeadlineEndsItsCall() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            ManagedChannel client = gateway.channel();

            // While the client still connects, a deadline ends calls that the gateway never saw.
            do {
                assertThatThrownBy(
                                () ->
                                        TestingGateway.call(
                                                client,
                                                "HasCollection",
                                                BOOKS,
                                                CallOptions.DEFAULT.withDeadlineAfter(
                                                        200, TimeUnit.MILLISECONDS)))
                        .hasMessageStartingWith("DEADLINE_EXCEEDED");
            } while (gateway.log.size() == 0);

            awaitNoneUnderWay(gateway);
            client.shutdownNow();
        }
    }

    /** Also for a client that does not look at the time itself. */
    @Test
    void theGatewayKeepsADeadlineToo() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            ManagedChannel client = gateway.channel(TestingGateway.metadata("grpc-timeout", "99m"));

            assertThatThrownBy(() -> TestingGateway.call(client, "HasCollection", BOOKS))
                    .hasMessageStartingWith("CANCELLED");

            awaitNoneUnderWay(gateway);
            client.shutdownNow();
        }
    }

    @Test
    void aClientThatIsGoneLeavesNothingBehind() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            ManagedChannel client = gateway.channel();
            CompletableFuture<byte[]> call =
                    CompletableFuture.supplyAsync(
                            () -> TestingGateway.call(client, "HasCollection", BOOKS));
            while (gateway.log.size() == 0) {
                Thread.onSpinWait();
            }

            client.shutdownNow();

            assertThat(catchThrowable(call::join)).isNotNull();
            awaitNoneUnderWay(gateway);
        }
    }

    @Test
    void aConnectionKeepsItsPartitionAndItsTokenAnotherHasItsOwn() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "");
            ManagedChannel one = gateway.channel();
            ManagedChannel other = gateway.channel();
            TestingGateway.call(one, "HasCollection", BOOKS);
            TestingGateway.call(one, "HasCollection", BOOKS);
            TestingGateway.call(other, "HasCollection", BOOKS);

            assertThat(token(gateway, 0)).isZero();
            assertThat(token(gateway, 1)).isEqualTo(1);
            assertThat(token(gateway, 2)).isZero();
            assertThat(gateway.log.entry(1).partition())
                    .isEqualTo(gateway.log.entry(0).partition());
            assertThat(gateway.log.entry(2).partition())
                    .isNotEqualTo(gateway.log.entry(0).partition());
            one.shutdownNow();
            other.shutdownNow();
        }
    }

    @Test
    void whoIsNotKnownIsTurnedAwayAndTlsHidesTheRest() throws Exception {
        Path credentials = Files.writeString(folder.resolve("who"), "# us\nroot:Milvus\ntoken-1\n");
        GatewayOptions.Tls tls =
                new GatewayOptions.Tls(TLS.resolve("certificate.pem"), TLS.resolve("key.pem"));
        try (TestingGateway gateway = TestingGateway.guarded(tls, credentials)) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "in");
            for (String known : new String[] {"root:Milvus", "token-1"}) {
                ManagedChannel client = secure(gateway, known);
                assertThat(TestingGateway.call(client, "HasCollection", BOOKS))
                        .asString(UTF_8)
                        .isEqualTo("in");
                client.shutdownNow();
            }
            for (String unknown : new String[] {"root:milvus", "", "# us"}) {
                ManagedChannel client = secure(gateway, unknown);
                assertThatThrownBy(() -> TestingGateway.call(client, "HasCollection", BOOKS))
                        .hasMessageStartingWith("UNAUTHENTICATED");
                client.shutdownNow();
            }
            ManagedChannel plain = gateway.channel();
            assertThatThrownBy(() -> TestingGateway.call(plain, "HasCollection", BOOKS))
                    .hasMessageStartingWith("UNAVAILABLE");
            plain.shutdownNow();
            assertThat(gateway.log.size()).isEqualTo(2);
            assertThat(gateway.counters.refused()).isEqualTo(3);
            while (gateway.sessions.open() != 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void connectionsAreCountedWhileTheyLast() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "");
            ManagedChannel one = gateway.channel();
            ManagedChannel other = gateway.channel();
            TestingGateway.call(one, "HasCollection", BOOKS);
            TestingGateway.call(other, "HasCollection", BOOKS);
            assertThat(gateway.sessions.open()).isEqualTo(2);

            one.shutdownNow();

            while (gateway.sessions.open() != 1) {
                Thread.onSpinWait();
            }
            other.shutdownNow();
        }
    }

    @Test
    void healthAndReflectionTellWhatStandsThere() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            ManagedChannel client = gateway.channel();
            assertThat(
                            HealthGrpc.newBlockingStub(client)
                                    .check(HealthCheckRequest.getDefaultInstance())
                                    .getStatus())
                    .isEqualTo(ServingStatus.SERVING);

            CompletableFuture<ServerReflectionResponse> told = new CompletableFuture<>();
            StreamObserver<ServerReflectionRequest> ask =
                    ServerReflectionGrpc.newStub(client).serverReflectionInfo(first(told));
            ask.onNext(
                    ServerReflectionRequest.newBuilder()
                            .setFileContainingSymbol("milvus.proto.milvus.MilvusService.Insert")
                            .build());
            ask.onCompleted();

            assertThat(told.get().getFileDescriptorResponse().getFileDescriptorProtoList())
                    .anyMatch(file -> file.toStringUtf8().contains("milvus.proto"));
            client.shutdownNow();
        }
    }

    @Test
    void aRequestALittleBeyondTheLimitIsToldAsMilvusDoes() throws Exception {
        byte[] large =
                HasCollectionRequest.newBuilder()
                        .setCollectionName("x".repeat(TestingGateway.MAX_REQUEST_BYTES))
                        .build()
                        .toByteArray();
        try (TestingGateway gateway = TestingGateway.start()) {
            ManagedChannel client = gateway.channel();

            BoolResponse told =
                    BoolResponse.parseFrom(TestingGateway.call(client, "HasCollection", large));

            assertThat(told.getStatus().getCode()).isEqualTo(1102);
            client.shutdownNow();
        }
    }

    @Test
    void aRequestFarBeyondTheLimitIsNotEvenRead() throws Exception {
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "fine");
            ManagedChannel client = gateway.channel();

            assertThatThrownBy(
                            () ->
                                    TestingGateway.call(
                                            client, "HasCollection", new byte[(64 << 20) + 1]))
                    .satisfies(
                            failure ->
                                    assertThat(Status.fromThrowable(failure).getCode())
                                            .isIn(
                                                    Status.Code.RESOURCE_EXHAUSTED,
                                                    Status.Code.CANCELLED));

            assertStillServes(gateway);
            assertThat(gateway.log.size()).isEqualTo(1);
            client.shutdownNow();
        }
    }

    /** Clients may begin many messages and end none. */
    @Test
    void aMessageIsCountedWhileItStillComes() throws Exception {
        try (TestingGateway gateway = TestingGateway.start();
                Socket socket = new Socket("localhost", gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(TestingFrames.PREFACE);
            out.write(TestingFrames.headers("HasCollection"));
            out.write(TestingFrames.data(TestingFrames.lengthOf(TestingGateway.MAX_REQUEST_BYTES)));
            out.write(TestingFrames.data(new byte[16_000]));
            out.write(TestingFrames.data(new byte[16_000]));
            out.flush();

            while (gateway.bridge.bytesUnderWay() < 32_000) {
                Thread.onSpinWait();
            }
            socket.close();
            while (gateway.bridge.underWay() > 0) {
                Thread.onSpinWait();
            }
            assertThat(gateway.bridge.bytesUnderWay()).isZero();
        }
    }

    @Test
    void healthAndReflectionTakeNoLargeMessage() throws Exception {
        String large = "x".repeat(SmallMessages.MAX_BYTES);
        try (TestingGateway gateway = TestingGateway.start()) {
            ManagedChannel client = gateway.channel();

            assertThatThrownBy(
                            () ->
                                    HealthGrpc.newBlockingStub(client)
                                            .check(
                                                    HealthCheckRequest.newBuilder()
                                                            .setService(large)
                                                            .build()))
                    .hasMessageStartingWith("RESOURCE_EXHAUSTED: a message must have at most");
            // A small name in few bytes, which unpacked is as large.
            assertThatThrownBy(
                            () ->
                                    HealthGrpc.newBlockingStub(client)
                                            .withCompression("gzip")
                                            .check(
                                                    HealthCheckRequest.newBuilder()
                                                            .setService(large)
                                                            .build()))
                    .hasMessageStartingWith("RESOURCE_EXHAUSTED: a message must have at most");
            CompletableFuture<ServerReflectionResponse> told = new CompletableFuture<>();
            ServerReflectionGrpc.newStub(client)
                    .serverReflectionInfo(first(told))
                    .onNext(
                            ServerReflectionRequest.newBuilder()
                                    .setFileContainingSymbol(large)
                                    .build());
            assertThatThrownBy(told::join).hasMessageContaining("RESOURCE_EXHAUSTED");
            client.shutdownNow();
        }
    }

    @Test
    void oneConnectionHasNotEveryCall() {
        assertThat(GatewayServer.callsAConnection(100)).isEqualTo(50);
        assertThat(GatewayServer.callsAConnection(10_000)).isEqualTo(1024);
        assertThat(GatewayServer.callsAConnection(1)).isEqualTo(16);
    }

    @Test
    void deepNestingIsTheJobsToJudge() throws Exception {
        ByteString nested = ByteString.EMPTY;
        for (int depth = 0; depth < 100; depth++) {
            nested =
                    UnknownFieldSet.newBuilder()
                            .addField(
                                    100,
                                    UnknownFieldSet.Field.newBuilder()
                                            .addLengthDelimited(nested)
                                            .build())
                            .build()
                            .toByteString();
        }
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "judged");
            ManagedChannel client = gateway.channel();

            assertThat(TestingGateway.call(client, "HasCollection", nested.toByteArray()))
                    .asString(UTF_8)
                    .isEqualTo("judged");
            client.shutdownNow();
        }
    }

    @Test
    void whatIsNoHttpTakesNothingDown() throws Exception {
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8);
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        // A frame of 16 KiB of headers, of which three bytes come.
        byte[] cut = {0, 64, 0, 1, 4, 0, 0, 0, 1, 1, 2, 3};
        byte[][][] conversations = {
            {new byte[] {0}},
            {"GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)},
            {preface, settings, cut},
            {
                preface,
                settings,
                new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0, 0, 1}
            }
        };
        try (TestingGateway gateway = TestingGateway.start()) {
            gateway.log.answerAtOnce(gateway.bridge::answered, "fine");
            for (byte[][] conversation : conversations) {
                try (Socket socket = new Socket("localhost", gateway.port())) {
                    OutputStream out = socket.getOutputStream();
                    for (byte[] part : conversation) {
                        out.write(part);
                    }
                    out.flush();
                }
            }
            assertStillServes(gateway);
        }
    }

    private static void assertStillServes(TestingGateway gateway) {
        ManagedChannel client = gateway.channel();
        assertThat(TestingGateway.call(client, "HasCollection", BOOKS))
                .asString(UTF_8)
                .isEqualTo("fine");
        client.shutdownNow();
    }

    private static ManagedChannel secure(TestingGateway gateway, String who) throws Exception {
        return gateway.channel(
                TlsChannelCredentials.newBuilder()
                        .trustManager(TLS.resolve("certificate.pem").toFile())
                        .build(),
                TestingGateway.metadata(
                        "authorization", Base64.getEncoder().encodeToString(who.getBytes(UTF_8))));
    }

    private static long token(TestingGateway gateway, int index) throws Exception {
        return HasCollectionRequest.parseFrom(gateway.log.entry(index).payload())
                .getBase()
                .getTimestamp();
    }

    private static void awaitNoneUnderWay(TestingGateway gateway) {
        // Of calls that a deadline ended, several may have come late, or without their request.
        while (gateway.bridge.underWay() > 0 || gateway.counters.cancelled() < gateway.log.size()) {
            Thread.onSpinWait();
        }
    }

    private static byte[] streamed(ManagedChannel client, Rpc rpc) {
        CompletableFuture<byte[]> told = new CompletableFuture<>();
        var call = client.newCall(MilvusService.method(rpc), CallOptions.DEFAULT);
        io.grpc.stub.ClientCalls.asyncServerStreamingCall(
                call, InputStream.nullInputStream(), first(told));
        return told.join();
    }

    private static <T> StreamObserver<T> first(CompletableFuture<T> told) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                told.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                told.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                told.complete(null);
            }
        };
    }
}
