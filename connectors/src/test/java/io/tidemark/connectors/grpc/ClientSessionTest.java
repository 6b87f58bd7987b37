package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientSessionTest {

    private final ClientSession session = new ClientSession(3);

    @Test
    void usageExample() {
        session.told(List.of("lab"), 10);

        assertThat(session.token(List.of("lab"))).isEqualTo(10);
        assertThat(session.token(List.of("other"))).isZero();
        assertThat(session.partition()).isEqualTo(3);
    }

    @Test
    void anOlderAnswerThatComesLateTakesNothingBack() {
        session.told(List.of("lab"), 10);
        session.told(List.of("lab"), 9);

        assertThat(session.token(List.of("lab"))).isEqualTo(10);
    }

    @Test
    void whatIsAboutAllDatabasesIsLaterThanEachAndEachIsLaterThanIt() {
        session.told(List.of("lab"), 10);
        session.told(List.of("other"), 20);

        assertThat(session.token(List.of())).isEqualTo(20);
        session.told(List.of(), 30);
        assertThat(session.token(List.of("lab"))).isEqualTo(30);
        assertThat(session.token(List.of("never named"))).isEqualTo(30);
    }

    @Test
    void whatIsAboutTwoDatabasesIsLaterThanBoth() {
        session.told(List.of("lab"), 10);
        session.told(List.of("lab", "other"), 20);

        assertThat(session.token(List.of("other"))).isEqualTo(20);
        assertThat(session.token(List.of("third", "lab"))).isEqualTo(20);
    }

    @Test
    void namingNoDatabaseIsNamingTheDefaultOne() {
        session.told(List.of(""), 10);

        assertThat(session.token(List.of("default"))).isEqualTo(10);
    }

    @Test
    void whatIsKeptIsBoundedAndLosesNoOrder() {
        for (int i = 0; i < 10 * ClientSession.MAX_DATABASES; i++) {
            session.told(List.of("d" + i), i + 1);
        }

        assertThat(session.token(List.of("d3"))).isEqualTo(4);
        assertThat(session.token(List.of("d600"))).isGreaterThanOrEqualTo(601);
        assertThat(session.token(List.of("never named"))).isPositive();
    }

    @Test
    void aNameThatIsNoDatabasesIsNotKept() {
        session.told(List.of("x".repeat(ClientSession.MAX_NAME + 1)), 10);

        assertThat(session.token(List.of("y".repeat(1_000_000)))).isEqualTo(10);
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
