package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.ClientInfo;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.ConnectResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ClientMeta;
import io.tidemark.proto.ListClientInfosRequest;
import io.tidemark.proto.ListClientInfosResponse;
import io.tidemark.request.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientRequestsTest {

    private static final ClientInfo PYTHON =
            ClientInfo.newBuilder()
                    .setSdkType("Python")
                    .setSdkVersion("2.6.17")
                    .setLocalTime("2026-01-01 00:00:00")
                    .setUser("ada")
                    .setHost("laptop")
                    .putReserved("b", "2")
                    .putReserved("a", "1")
                    .build();

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        ConnectResponse connected = connect(PYTHON);
        long at = story.now();

        assertThat(connected.getIdentifier()).isEqualTo(at);
        assertThat(connected.getServerInfo().getBuildTags()).startsWith("2.6.");
        assertThat(list())
                .containsExactly(
                        PYTHON.toBuilder()
                                .putAllReserved(
                                        Map.of(
                                                "identifier",
                                                Long.toString(at),
                                                "last_active_time",
                                                "1970-01-01T00:00:00Z"))
                                .build());
    }

    @Test
    void eachConnectionGetsAnIdentifierOfItsOwn() {
        long first = connect(PYTHON).getIdentifier();

        assertThat(connect(PYTHON).getIdentifier()).isGreaterThan(first);
    }

    @Test
    void clientsAreListedInTheOrderInWhichTheyConnected() {
        connect(PYTHON.toBuilder().setUser("bob").build());
        connect(PYTHON);
        connect(PYTHON);

        assertThat(list()).extracting(ClientInfo::getUser).containsExactly("bob", "ada", "ada");
        assertThat(story.table.clients().count()).isEqualTo(3);
    }

    @Test
    void whatIsKeptOfAClientHasOneOrder() {
        connect(PYTHON);
        connect(
                PYTHON.toBuilder()
                        .clearReserved()
                        .putReserved("a", "1")
                        .putReserved("b", "2")
                        .build());
        List<ClientMeta> clients = story.table.clients().list();

        assertThat(clients.get(0).toBuilder().clearId().build())
                .isEqualTo(clients.get(1).toBuilder().clearId().build());
    }

    @Test
    void aClientEndsADayAfterItConnected() {
        connect(PYTHON);

        assertThat(story.table.clients().list().get(0).getEndTimestamp())
                .isEqualTo(HybridTimestamp.endOf(24 * 60 * 60 * 1_000 + 49));
    }

    @Test
    void ofAClientThatSaysTooMuchNothingIsKeptButThatItCame() {
        ConnectResponse connected =
                connect(ClientInfo.newBuilder().setUser("x".repeat(4_096)).build());

        assertThat(connected.getIdentifier()).isEqualTo(story.now());
        assertThat(list().get(0).getUser()).isEmpty();
    }

    @Test
    void clientsBeyondTheLimitAreServedWithoutBeingRecorded() {
        story.run(
                Method.ALTER_SETTINGS,
                AlterSettingsRequest.newBuilder()
                        .addSettings(TestingStory.param("proxy.maxConnectionNum", "2"))
                        .build());
        connect(PYTHON);
        connect(PYTHON);

        assertThat(connect(PYTHON).getIdentifier()).isEqualTo(story.now());
        assertThat(story.table.clients().count()).isEqualTo(2);
    }

    private ConnectResponse connect(ClientInfo info) {
        return (ConnectResponse)
                story.run(Method.CONNECT, ConnectRequest.newBuilder().setClientInfo(info).build())
                        .response();
    }

    private List<ClientInfo> list() {
        return story.ask(
                        Method.LIST_CLIENT_INFOS,
                        ListClientInfosRequest.getDefaultInstance(),
                        ListClientInfosResponse.class)
                .getClientInfosList();
    }
}
