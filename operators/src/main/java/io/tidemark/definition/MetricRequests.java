package io.tidemark.definition;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.milvus.grpc.GetMetricsRequest;
import io.milvus.grpc.GetMetricsResponse;
import io.tidemark.channel.PhysicalChannel;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ChannelTimesMeta;
import io.tidemark.proto.LeaseMeta;
import io.tidemark.proto.NodeMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import java.time.Instant;

/**
 * Answers GetMetrics of type {@code system_info}, JSON both ways, in the shape that Milvus' proxies
 * give it: the root coordinator, the proxies and the registered nodes. It tells what the log says:
 * no machine's load and no wall clock, which would not come out again of the same log.
 */
final class MetricRequests {

    private static final String TYPE = "metric_type";
    private static final String SYSTEM_INFO = "system_info";

    private MetricRequests() {}

    static Decision decide(GetMetricsRequest asked, Context context) throws RefusedException {
        String type = type(asked.getRequest());
        if (!type.equals(SYSTEM_INFO)) {
            throw new RefusedException(
                    ErrorKind.METRIC_NOT_FOUND, "metric not found[metric=" + type + "]");
        }
        return Decision.answer(
                GetMetricsResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setResponse(systemInfo(context).toString())
                        .setComponentName(SystemRequests.ROLE)
                        .build());
    }

    private static String type(String json) throws RefusedException {
        try {
            JsonElement sent = JsonParser.parseString(json);
            JsonElement type = sent.isJsonObject() ? sent.getAsJsonObject().get(TYPE) : null;
            if (type != null && type.isJsonPrimitive()) {
                return type.getAsString();
            }
        } catch (JsonParseException malformed) {
            throw unreadable(json);
        }
        throw unreadable(json);
    }

    private static RefusedException unreadable(String json) {
        String head = json.substring(0, Math.min(json.length(), 100));
        return new RefusedException(
                ErrorKind.INVALID_PARAMETER,
                "a request for metrics must be {\"metric_type\": \"system_info\"}, found " + head);
    }

    private static JsonObject systemInfo(Context context) {
        JsonArray nodes = new JsonArray();
        nodes.add(node(0, root(context)));
        for (int proxy = 1; proxy <= context.settings().getRequestPartitions(); proxy++) {
            nodes.add(node(proxy, infos("proxy", proxy, context.timestamp())));
        }
        for (NodeMeta registered : context.table().nodes().list(Context.NOW)) {
            nodes.add(node(registered.getId(), registered(registered, context)));
        }
        JsonObject answer = new JsonObject();
        answer.add("nodes_info", nodes);
        return answer;
    }

    private static JsonObject node(long id, JsonObject infos) {
        JsonObject node = new JsonObject();
        node.addProperty("identifier", id);
        node.add("connected", new JsonArray());
        node.add("infos", infos);
        return node;
    }

    private static JsonObject infos(String role, long id, long updated) {
        JsonObject system = new JsonObject();
        system.addProperty("system_version", SystemRequests.VERSION);
        system.addProperty("deploy_mode", SystemRequests.DEPLOY_MODE);
        JsonObject infos = new JsonObject();
        infos.addProperty("has_error", false);
        infos.addProperty("error_reason", "");
        infos.addProperty("name", role + id);
        infos.addProperty("type", role);
        infos.addProperty("id", id);
        infos.add("system_info", system);
        infos.addProperty("updated_time", time(updated));
        return infos;
    }

    private static JsonObject root(Context context) {
        MetaTable table = context.table();
        JsonObject sums = new JsonObject();
        sums.addProperty("databases", table.databases().list(Context.NOW).size());
        sums.addProperty("collections", table.collections().count());
        sums.addProperty("partition_shards", table.collections().partitionShards());
        sums.addProperty("nodes", table.nodes().count());
        sums.addProperty("clients", table.clients().count());
        JsonArray channels = new JsonArray();
        for (int i = 0; i < context.settings().getChannels(); i++) {
            JsonObject channel = new JsonObject();
            channel.addProperty(
                    "name", PhysicalChannel.name(context.settings().getChannelPrefix(), i));
            channel.addProperty("collections", table.collections().onChannel(i));
            channels.add(channel);
        }
        JsonObject settings = new JsonObject();
        table.settings()
                .changed(Context.NOW)
                .forEach(pair -> settings.addProperty(pair.getKey(), pair.getValue()));
        JsonObject infos = infos(SystemRequests.ROLE, 0, context.timestamp());
        infos.add("meta", sums);
        infos.add("channels", channels);
        infos.add("system_configurations", settings);
        return infos;
    }

    private static JsonObject registered(NodeMeta node, Context context) {
        LeaseMeta lease = context.table().nodes().lease(node.getId()).orElseThrow();
        JsonObject infos = infos(node.getRole(), node.getId(), lease.getRenewedTimestamp());
        infos.addProperty("created_time", time(node.getId()));
        infos.addProperty("address", SystemRequests.address(node.getAddress()));
        infos.addProperty("lease_end_time", time(lease.getEndTimestamp()));
        context.table()
                .nodes()
                .channelTimes(node.getId())
                .ifPresent(times -> infos.add("channel_time_ticks", times(times)));
        return infos;
    }

    private static JsonObject times(ChannelTimesMeta reported) {
        JsonObject times = new JsonObject();
        times.addProperty("default", reported.getDefaultTimestamp());
        reported.getChannelsList()
                .forEach(
                        channel ->
                                times.addProperty(
                                        channel.getChannelName(), channel.getTimestamp()));
        return times;
    }

    private static String time(long timestamp) {
        return Instant.ofEpochMilli(HybridTimestamp.physicalMs(timestamp)).toString();
    }
}
