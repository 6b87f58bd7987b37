package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Address;
import io.milvus.grpc.ComponentInfo;
import io.milvus.grpc.ComponentStates;
import io.milvus.grpc.GetComponentStatesRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.RegisterLinkRequest;
import io.milvus.grpc.RegisterLinkResponse;
import io.milvus.grpc.StateCode;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.LeaseMeta;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.ListNodesResponse;
import io.tidemark.proto.ListedNode;
import io.tidemark.proto.NodeMeta;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.RegisterNodeResponse;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;

class NodeRequestsTest {

    private static final Address HERE =
            Address.newBuilder().setIp("127.0.0.1").setPort(21_123).build();

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        RegisterNodeResponse registered = register(node("querynode").setLeaseMs(1_000));
        long id = story.now();

        assertThat(registered.getNodeId()).isEqualTo(id);
        // Stories begin in the first millisecond; the grid has a tick at the end of each 50.
        assertThat(registered.getLeaseEndTimestamp()).isEqualTo(HybridTimestamp.endOf(1_049));
        assertThat(list(0).getNodesList())
                .containsExactly(
                        ListedNode.newBuilder()
                                .setNodeId(id)
                                .setRole("querynode")
                                .setAddress(HERE)
                                .setRegisteredTimestamp(id)
                                .setLeaseEndTimestamp(registered.getLeaseEndTimestamp())
                                .build());
    }

    @Test
    void aRenewalMovesTheEndAndKeepsTheNode() {
        long id = register(node("querynode").setLeaseMs(1_000)).getNodeId();
        RegisterNodeResponse renewed =
                register(RegisterNodeRequest.newBuilder().setNodeId(id).setLeaseMs(2_000));

        assertThat(renewed.getNodeId()).isEqualTo(id);
        assertThat(renewed.getLeaseEndTimestamp()).isEqualTo(HybridTimestamp.endOf(2_049));
        assertThat(story.table.nodes().lease(id).orElseThrow().getRenewedTimestamp())
                .isEqualTo(story.now());
        register(RegisterNodeRequest.newBuilder().setNodeId(id));
        assertThat(story.table.nodes().lease(id).map(LeaseMeta::getLeaseMs)).contains(2_000L);
        assertThat(story.table.nodes().count()).isEqualTo(1);
    }

    @Test
    void aLeaseThatIsNotAskedForIsTheSettings() {
        long id = register(node("querynode")).getNodeId();

        assertThat(story.table.nodes().lease(id).map(LeaseMeta::getLeaseMs)).contains(30_000L);
    }

    @Test
    void whatIsNotNewerThanTheLastWordOfANodeChangesNothing() {
        RegisterNodeRequest.Builder first = node("querynode").setBase(seen(700));
        RegisterNodeResponse registered = register(first);
        RegisterNodeRequest.Builder renewal =
                RegisterNodeRequest.newBuilder()
                        .setNodeId(registered.getNodeId())
                        .setBase(seen(800));
        RegisterNodeResponse renewed = register(renewal);

        assertThat(unchanged(first)).isEqualTo(renewed);
        assertThat(unchanged(renewal)).isEqualTo(renewed);
        assertThat(unchanged(renewal.setBase(seen(799)).setLeaseMs(5_000))).isEqualTo(renewed);
    }

    @Test
    void whoComesAnewToAnAddressTakesThePlaceOfWhoWasThere() {
        long first = register(node("querynode").setBase(seen(700))).getNodeId();
        long before = story.now();
        long second = register(node("querynode").setBase(seen(701))).getNodeId();

        assertThat(second).isNotEqualTo(first);
        assertThat(story.table.nodes().list(0)).extracting(NodeMeta::getId).containsExactly(second);
        assertThat(story.table.nodes().list(before))
                .extracting(NodeMeta::getId)
                .containsExactly(first);
        assertThat(story.table.nodes().lease(first)).isEmpty();
        story.assertRefused(
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder().setNodeId(first).build(),
                901,
                "node not found[node="
                        + first
                        + "]: its lease has ended or another one took its place, register again");
    }

    @Test
    void rolesAndAddressesNameANode() {
        register(node("querynode"));
        register(node("datanode"));
        register(node("datanode").setAddress(HERE.toBuilder().setPort(1)));

        assertThat(list(0).getNodesCount()).isEqualTo(3);
        ListNodesResponse some =
                story.ask(
                        Method.LIST_NODES,
                        ListNodesRequest.newBuilder().setRole("datanode").build(),
                        ListNodesResponse.class);
        assertThat(some.getNodesCount()).isEqualTo(2);
    }

    @Test
    void mistakesAreRefused() {
        story.assertRefused(
                Method.REGISTER_NODE, node("").build(), 1100, "node role should not be empty");
        story.assertRefused(
                Method.REGISTER_NODE,
                node("querynode").clearAddress().build(),
                1100,
                "address.ip must be a host name or an IP address, found ");
        story.assertRefused(
                Method.REGISTER_NODE,
                node("querynode").setAddress(HERE.toBuilder().setIp("a/b")).build(),
                1100,
                "address.ip must be a host name or an IP address, found a/b");
        story.assertRefused(
                Method.REGISTER_NODE,
                node("querynode").setAddress(HERE.toBuilder().setPort(65_536)).build(),
                1100,
                "address.port must be in [0, 65535], found 65536");
        story.assertRefused(
                Method.REGISTER_NODE,
                node("querynode").setLeaseMs(999).build(),
                1100,
                "lease_ms must be in [1000, 3600000], or 0 for the default, found 999");
    }

    @Test
    void thereAreNotMoreNodesThanMayBe() {
        for (int port = 0; port < NodeRequests.MAX_NODES; port++) {
            register(node("querynode").setAddress(HERE.toBuilder().setPort(port)));
        }

        story.assertRefused(
                Method.REGISTER_NODE,
                node("datanode").build(),
                1100,
                "there may be at most 1024 nodes");
        register(node("querynode").setAddress(HERE.toBuilder().setPort(7)));
        assertThat(story.table.nodes().count()).isEqualTo(1024);
    }

    @Test
    void theStatesOfTheComponentsNameTheNodes() {
        long id = register(node("querynode")).getNodeId();
        ComponentStates states =
                story.ask(
                        Method.GET_COMPONENT_STATES,
                        GetComponentStatesRequest.getDefaultInstance(),
                        ComponentStates.class);

        assertThat(states.getSubcomponentStatesList())
                .containsExactly(
                        ComponentInfo.newBuilder()
                                .setNodeID(id)
                                .setRole("querynode")
                                .setStateCode(StateCode.Healthy)
                                .addExtraInfo(TestingStory.param("address", "127.0.0.1:21123"))
                                .build());
    }

    @Test
    void aLinkIsToldHowTheSystemIsDeployed() {
        RegisterLinkResponse linked =
                story.ask(
                        Method.REGISTER_LINK,
                        RegisterLinkRequest.getDefaultInstance(),
                        RegisterLinkResponse.class);

        assertThat(linked.getStatus().getReason()).isEqualTo("DISTRIBUTED");
    }

    private RegisterNodeResponse register(RegisterNodeRequest.Builder request) {
        return (RegisterNodeResponse) story.run(Method.REGISTER_NODE, request.build()).response();
    }

    private RegisterNodeResponse unchanged(RegisterNodeRequest.Builder request) {
        return story.ask(Method.REGISTER_NODE, request.build(), RegisterNodeResponse.class);
    }

    private ListNodesResponse list(long timestamp) {
        return story.ask(
                Method.LIST_NODES,
                ListNodesRequest.newBuilder().setTimeStamp(timestamp).build(),
                ListNodesResponse.class);
    }

    private static RegisterNodeRequest.Builder node(String role) {
        return RegisterNodeRequest.newBuilder().setRole(role).setAddress(HERE);
    }

    private static MsgBase seen(long timestamp) {
        return MsgBase.newBuilder().setTimestamp(timestamp).build();
    }
}
