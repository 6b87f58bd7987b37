package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.Address;
import io.tidemark.meta.Nodes;
import io.tidemark.proto.LeaseMeta;
import io.tidemark.proto.ListNodesRequest;
import io.tidemark.proto.ListNodesResponse;
import io.tidemark.proto.ListedNode;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.NodeMeta;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.proto.RegisterNodeResponse;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import io.tidemark.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Registers nodes, renews their leases and lists them. A node's words come through the log like all
 * others (R3): what is not newer than its last one changes nothing, so that it may be sent again;
 * and a node that was lost learns it from the answer to its next renewal.
 */
final class NodeRequests {

    /** Each is in one list, and renews its lease every few seconds. */
    static final int MAX_NODES = 1024;

    static final long MIN_LEASE_MS = 1_000;
    static final long MAX_LEASE_MS = 3_600_000;
    private static final int MAX_PORT = 65_535;

    private NodeRequests() {}

    static Decision register(RegisterNodeRequest asked, Context context) throws RefusedException {
        long leaseMs = asked.getLeaseMs();
        require(
                leaseMs == 0 || (leaseMs >= MIN_LEASE_MS && leaseMs <= MAX_LEASE_MS),
                "lease_ms must be in ["
                        + MIN_LEASE_MS
                        + ", "
                        + MAX_LEASE_MS
                        + "], or 0 for the default, found "
                        + leaseMs);
        return asked.getNodeId() == 0 ? create(asked, context) : renew(asked, context);
    }

    /** Lists the nodes there were at a timestamp, by id; those of one role where so asked. */
    static Decision list(ListNodesRequest asked, Context context) {
        Nodes nodes = context.table().nodes();
        ListNodesResponse.Builder response =
                ListNodesResponse.newBuilder().setStatus(Responses.success());
        for (NodeMeta node : nodes.list(asked.getTimeStamp())) {
            if (asked.getRole().isEmpty() || asked.getRole().equals(node.getRole())) {
                response.addNodes(
                        ListedNode.newBuilder()
                                .setNodeId(node.getId())
                                .setRole(node.getRole())
                                .setAddress(node.getAddress())
                                .setRegisteredTimestamp(node.getId())
                                .setLeaseEndTimestamp(
                                        nodes.lease(node.getId())
                                                .map(LeaseMeta::getEndTimestamp)
                                                .orElse(0L)));
            }
        }
        return Decision.answer(response.build());
    }

    private static Decision create(RegisterNodeRequest asked, Context context)
            throws RefusedException {
        String role = NameRule.ROLE.check(asked.getRole());
        Address address = address(asked.getAddress());
        Nodes nodes = context.table().nodes();
        Optional<NodeMeta> before = nodes.named(role, address, Context.NOW);
        if (before.isPresent()) {
            LeaseMeta lease = nodes.lease(before.get().getId()).orElseThrow();
            if (!newer(asked, lease)) {
                return answer(List.of(), lease);
            }
        }
        require(
                before.isPresent() || nodes.count() < MAX_NODES,
                "there may be at most " + MAX_NODES + " nodes");
        NodeMeta node =
                NodeMeta.newBuilder()
                        .setId(context.timestamp())
                        .setRole(role)
                        .setAddress(address)
                        .setCausedTimestamp(caused(asked, context))
                        .build();
        long byDefault = 1_000 * context.limits().of(Setting.SESSION_TTL_SECONDS);
        LeaseMeta lease =
                lease(node.getId(), asked, asked.getLeaseMs(), byDefault, context).build();
        List<MetaChange> changes = new ArrayList<>();
        // Who comes to the address of another one has taken its place.
        before.ifPresent(lost -> changes.addAll(Deadlines.lost(lost, nodes, context.timestamp())));
        changes.add(context.change().setNode(node).build());
        changes.add(context.change().setLease(lease).build());
        return answer(changes, lease);
    }

    private static Decision renew(RegisterNodeRequest asked, Context context)
            throws RefusedException {
        LeaseMeta before =
                context.table()
                        .nodes()
                        .lease(asked.getNodeId())
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                ErrorKind.NODE_NOT_FOUND,
                                                "node not found[node="
                                                        + asked.getNodeId()
                                                        + "]: its lease has ended or another one"
                                                        + " took its place, register again"));
        if (!newer(asked, before)) {
            return answer(List.of(), before);
        }
        LeaseMeta lease =
                lease(before.getNodeId(), asked, asked.getLeaseMs(), before.getLeaseMs(), context)
                        .build();
        return answer(List.of(context.change().setLease(lease).build()), lease);
    }

    private static LeaseMeta.Builder lease(
            long id, RegisterNodeRequest asked, long leaseMs, long otherwiseMs, Context context) {
        long wanted = leaseMs == 0 ? otherwiseMs : leaseMs;
        return LeaseMeta.newBuilder()
                .setNodeId(id)
                .setLeaseMs(wanted)
                .setCausedTimestamp(caused(asked, context))
                .setRenewedTimestamp(context.timestamp())
                .setEndTimestamp(context.tickAfter(wanted));
    }

    private static boolean newer(RegisterNodeRequest asked, LeaseMeta lease) {
        long sent = asked.getBase().getTimestamp();
        return sent == 0 || Long.compareUnsigned(sent, lease.getCausedTimestamp()) > 0;
    }

    private static long caused(RegisterNodeRequest asked, Context context) {
        long sent = asked.getBase().getTimestamp();
        return sent == 0 ? context.timestamp() : sent;
    }

    private static Address address(Address sent) throws RefusedException {
        String ip = sent.getIp().strip();
        require(
                ip.matches("[0-9A-Za-z.:_\\-\\[\\]%]{1,255}"),
                "address.ip must be a host name or an IP address, found " + ip);
        require(
                sent.getPort() >= 0 && sent.getPort() <= MAX_PORT,
                "address.port must be in [0, " + MAX_PORT + "], found " + sent.getPort());
        return sent.toBuilder().setIp(ip).build();
    }

    private static Decision answer(List<MetaChange> changes, LeaseMeta lease) {
        return new Decision(
                changes,
                RegisterNodeResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setNodeId(lease.getNodeId())
                        .setLeaseEndTimestamp(lease.getEndTimestamp())
                        .build(),
                List.of());
    }
}
