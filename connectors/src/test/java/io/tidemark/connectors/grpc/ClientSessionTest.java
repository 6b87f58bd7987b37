package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientSessionTest {

    private final ClientSession session = new ClientSession(3);

    @Test
    void usageExample() {
        session.told("lab", 10);

        assertThat(session.token("lab")).isEqualTo(10);
        assertThat(session.token("other")).isZero();
        assertThat(session.partition()).isEqualTo(3);
    }

    @Test
    void anOlderAnswerThatComesLateTakesNothingBack() {
        session.told("lab", 10);
        session.told("lab", 9);

        assertThat(session.token("lab")).isEqualTo(10);
    }

    @Test
    void namingNoDatabaseIsNamingTheDefaultOne() {
        session.told("", 10);

        assertThat(session.token("default")).isEqualTo(10);
    }

    @Test
    void whatIsKeptIsBoundedAndLosesNoOrder() {
        for (int i = 0; i < 10 * ClientSession.MAX_DATABASES; i++) {
            session.told("d" + i, i + 1);
        }

        assertThat(session.token("d3")).isEqualTo(4);
        assertThat(session.token("d600")).isGreaterThanOrEqualTo(601);
        assertThat(session.token("never named")).isPositive();
    }

    @Test
    void aNameThatIsNoDatabasesIsNotKept() {
        session.told("x".repeat(ClientSession.MAX_NAME + 1), 10);

        assertThat(session.token("y".repeat(1_000_000))).isEqualTo(10);
    }

    @Test
    void connectionsTakeTurnsAmongThePartitions() {
        ClientSessions sessions = new ClientSessions(-1, 4);

        assertThat(
                        IntStream.range(0, 5)
                                .map(
                                        i ->
                                                sessions.transportReady(Attributes.EMPTY)
                                                        .get(ClientSessions.SESSION)
                                                        .partition()))
                .containsExactly(3, 0, 1, 2, 3);
    }
}
