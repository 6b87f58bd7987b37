package io.tidemark.definition;

import io.milvus.grpc.CheckHealthResponse;
import io.milvus.grpc.ComponentInfo;
import io.milvus.grpc.ComponentStates;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.ServerInfo;
import io.milvus.grpc.StateCode;
import io.tidemark.request.Responses;

/** Answers about the cluster itself. Nothing in the requests matters to them. */
final class SystemRequests {

    /** Clients choose by the first part: the release of Milvus whose protocol is spoken. */
    static final String VERSION = "2.6.0-tidemark";

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

    static Decision components() {
        return Decision.answer(
                ComponentStates.newBuilder()
                        .setStatus(Responses.success())
                        .setState(
                                ComponentInfo.newBuilder()
                                        .setRole("rootcoord")
                                        .setStateCode(StateCode.Healthy))
                        .build());
    }

    /** The request's timestamp identifies the connection, as nothing else has the same. */
    static Decision connect(Context context) {
        return Decision.answer(
                ConnectResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setServerInfo(
                                ServerInfo.newBuilder()
                                        .setBuildTags(VERSION)
                                        .setDeployMode("DISTRIBUTED"))
                        .setIdentifier(context.timestamp())
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
