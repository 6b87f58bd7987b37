package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GatewayOptionsTest {

    private static final Optional<GatewayOptions.Tls> TLS =
            Optional.of(new GatewayOptions.Tls(Path.of("c"), Path.of("k")));
    private static final Optional<Path> WHO = Optional.of(Path.of("who"));

    @Test
    void usageExample() {
        GatewayOptions options = GatewayOptions.onLoopback(19530);

        options.validate();

        assertThat(options.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(options.address().getPort()).isEqualTo(19530);
    }

    @Test
    void beyondLoopbackNobodyStandsOpen() {
        assertThatThrownBy(() -> on("0.0.0.0", Optional.empty(), WHO).validate())
                .hasMessage(
                        "--tls-certificate: expected TLS and credentials beyond loopback (or listen"
                                + " on 127.0.0.1), found none for --host 0.0.0.0");
        assertThatThrownBy(() -> on("0.0.0.0", TLS, Optional.empty()).validate())
                .hasMessageStartingWith("--credentials: expected ")
                .hasMessageEndingWith(", found none for --host 0.0.0.0");
        on("0.0.0.0", TLS, WHO).validate();
    }

    @Test
    void whatCannotBeIsToldWithWhatWasFound() {
        assertThatThrownBy(() -> GatewayOptions.onLoopback(70_000).validate())
                .hasMessage("--port: expected one in [0, 65535], found 70000");
        assertThatThrownBy(
                        () ->
                                new GatewayOptions(
                                                "127.0.0.1",
                                                0,
                                                TLS,
                                                WHO,
                                                OptionalInt.empty(),
                                                0,
                                                1,
                                                Duration.ofSeconds(60),
                                                Optional.empty())
                                        .validate())
                .hasMessage("--max-calls: expected at least 1, found 0");
    }

    private static GatewayOptions on(
            String host, Optional<GatewayOptions.Tls> tls, Optional<Path> credentials) {
        return new GatewayOptions(
                host,
                0,
                tls,
                credentials,
                OptionalInt.empty(),
                1,
                1,
                Duration.ofSeconds(60),
                Optional.empty());
    }
}
