package io.tidemark.definition;

import io.milvus.grpc.ClientInfo;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.ServerInfo;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.ClientMeta;
import io.tidemark.proto.ListClientInfosResponse;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.Responses;
import io.tidemark.setting.Setting;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * Records who connects, for a while, and lists them. Whether a client is still there nobody knows:
 * its requests do not say whose they are.
 */
final class ClientRequests {

    /** What a client may say about itself; of more nothing is recorded but that it came. */
    static final int MAX_INFO_BYTES = 4096;

    private ClientRequests() {}

    /**
     * The request's timestamp identifies the connection, as nothing else has the same. Who comes
     * when as many as may be are recorded is served all the same.
     */
    static Decision connect(ConnectRequest asked, Context context) {
        List<MetaChange> changes =
                context.table().clients().count() < context.limits().of(Setting.MAX_CLIENTS)
                        ? List.of(
                                context.change()
                                        .setClient(client(asked.getClientInfo(), context))
                                        .build())
                        : List.of();
        ConnectResponse response =
                ConnectResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setServerInfo(
                                ServerInfo.newBuilder()
                                        .setBuildTags(SystemRequests.VERSION)
                                        .setDeployMode(SystemRequests.DEPLOY_MODE))
                        .setIdentifier(context.timestamp())
                        .build();
        return new Decision(changes, response, List.of());
    }

    /** Lists the clients in the order in which they connected, under the names Milvus gives. */
    static Decision list(Context context) {
        ListClientInfosResponse.Builder response =
                ListClientInfosResponse.newBuilder().setStatus(Responses.success());
        for (ClientMeta client : context.table().clients().list()) {
            TreeMap<String, String> reserved = new TreeMap<>();
            client.getReservedList().forEach(pair -> reserved.put(pair.getKey(), pair.getValue()));
            reserved.put("identifier", Long.toString(client.getId()));
            reserved.put(
                    "last_active_time",
                    Instant.ofEpochMilli(HybridTimestamp.physicalMs(client.getId())).toString());
            ClientInfo.Builder info =
                    ClientInfo.newBuilder()
                            .setSdkType(client.getSdkType())
                            .setSdkVersion(client.getSdkVersion())
                            .setLocalTime(client.getLocalTime())
                            .setUser(client.getUser())
                            .setHost(client.getHost());
            // A map on the wire keeps the order in which it was filled.
            reserved.forEach(info::putReserved);
            response.addClientInfos(info);
        }
        return Decision.answer(response.build());
    }

    private static ClientMeta client(ClientInfo info, Context context) {
        long ttlMs = 1_000 * context.limits().of(Setting.CLIENT_TTL_SECONDS);
        ClientMeta.Builder client =
                ClientMeta.newBuilder()
                        .setId(context.timestamp())
                        .setEndTimestamp(context.tickAfter(ttlMs));
        if (info.getSerializedSize() > MAX_INFO_BYTES) {
            return client.build();
        }
        client.setSdkType(info.getSdkType())
                .setSdkVersion(info.getSdkVersion())
                .setLocalTime(info.getLocalTime())
                .setUser(info.getUser())
                .setHost(info.getHost());
        new TreeMap<>(info.getReservedMap())
                .forEach(
                        (key, value) ->
                                client.addReserved(
                                        KeyValuePair.newBuilder().setKey(key).setValue(value)));
        return client.build();
    }
}
