package io.tidemark.definition;

import io.milvus.grpc.Address;
import io.milvus.grpc.CheckHealthResponse;
import io.milvus.grpc.ComponentInfo;
import io.milvus.grpc.ComponentStates;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.RegisterLinkResponse;
import io.milvus.grpc.StateCode;
import io.tidemark.proto.NodeMeta;
import io.tidemark.request.Responses;

/** Answers about the cluster itself. Nothing in the requests matters to them. */
final class SystemRequests {

    /** Clients choose by the first part: the release of Milvus whose protocol is spoken. */
    static final String VERSION = "2.6.0-tidemark";

    static final String DEPLOY_MODE = "DISTRIBUTED";
    static final String ROLE = "rootcoord";

    private SystemRequests() {}

    static Decision version() {
        return Decision.answer(
                GetVersionResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setVersion(VERSION)
                        .build());
    }

    /** Who answers is healthy: while the job is down, requests wait in the log. */
    static Decision health() {
        return Decision.answer(
                CheckHealthResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setIsHealthy(true)
                        .build());
    }

    /** The root coordinator, which answers, and the nodes whose leases hold. */
    static Decision components(Context context) {
        ComponentStates.Builder states =
                ComponentStates.newBuilder()
                        .setStatus(Responses.success())
                        .setState(
                                ComponentInfo.newBuilder()
                                        .setRole(ROLE)
                                        .setStateCode(StateCode.Healthy));
        for (NodeMeta node : context.table().nodes().list(Context.NOW)) {
            states.addSubcomponentStates(
                    ComponentInfo.newBuilder()
                            .setNodeID(node.getId())
                            .setRole(node.getRole())
                            .setStateCode(StateCode.Healthy)
                            .addExtraInfo(
                                    KeyValuePair.newBuilder()
                                            .setKey("address")
                                            .setValue(address(node.getAddress()))));
        }
        return Decision.answer(states.build());
    }

    static String address(Address address) {
        return address.getIp() + ":" + address.getPort();
    }

    /** Where the gateway listens only it knows; the rest is as Milvus' proxies answer. */
    static Decision link() {
        return Decision.answer(
                RegisterLinkResponse.newBuilder()
                        .setStatus(Responses.success().toBuilder().setReason(DEPLOY_MODE))
                        .build());
    }

    static Decision invalidate() {
        return Decision.answer(
                Responses.success().toBuilder()
                        .setReason(
                                "nothing to invalidate: every request is executed against the meta"
                                        + " table as of its own timestamp")
                        .build());
    }
}
