package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.milvus.grpc.Address;
import io.milvus.grpc.GetMetricsRequest;
import io.milvus.grpc.GetMetricsResponse;
import io.milvus.grpc.MsgBase;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricRequestsTest {

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        story.create("films");
        JsonArray nodes = ask();

        JsonObject root = nodes.get(0).getAsJsonObject().getAsJsonObject("infos");
        assertThat(nodes).hasSize(1);
        assertThat(root.get("type").getAsString()).isEqualTo("rootcoord");
        assertThat(root.getAsJsonObject("meta").get("collections").getAsInt()).isEqualTo(1);
        assertThat(root.getAsJsonObject("meta").get("databases").getAsInt()).isEqualTo(1);
        JsonArray channels = root.getAsJsonArray("channels");
        assertThat(channels).hasSize(4);
        assertThat(channels.get(1).getAsJsonObject().get("name").getAsString())
                .isEqualTo("t-rootcoord-dml_1");
        assertThat(channels.get(1).getAsJsonObject().get("collections").getAsInt()).isEqualTo(1);
        assertThat(channels.get(2).getAsJsonObject().get("collections").getAsInt()).isZero();
    }

    @Test
    void nodesAreShownWithTheTicksTheyReported() {
        story.run(
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder()
                        .setRole("proxy")
                        .setAddress(Address.newBuilder().setIp("localhost").setPort(1))
                        .setLeaseMs(1_000)
                        .build());
        long id = story.now();
        story.run(
                Method.UPDATE_CHANNEL_TIME_TICK,
                ChannelTimeTickMsg.newBuilder()
                        .setBase(MsgBase.newBuilder().setSourceID(id))
                        .setDefaultTimestamp(90)
                        .addChannelNames("t-rootcoord-dml_1")
                        .addTimestamps(70)
                        .build());
        JsonObject node = ask().get(1).getAsJsonObject();
        JsonObject infos = node.getAsJsonObject("infos");

        assertThat(node.get("identifier").getAsLong()).isEqualTo(id);
        assertThat(infos.get("name").getAsString()).isEqualTo("proxy" + id);
        assertThat(infos.get("address").getAsString()).isEqualTo("localhost:1");
        assertThat(infos.get("lease_end_time").getAsString()).isEqualTo("1970-01-01T00:00:01.049Z");
        assertThat(infos.getAsJsonObject("channel_time_ticks").toString())
                .isEqualTo("{\"default\":90,\"t-rootcoord-dml_1\":70}");
    }

    @Test
    void changedSettingsAreShown() {
        story.run(
                Method.ALTER_SETTINGS,
                AlterSettingsRequest.newBuilder()
                        .addSettings(TestingStory.param("proxy.maxShardNum", "3"))
                        .build());

        assertThat(
                        ask().get(0)
                                .getAsJsonObject()
                                .getAsJsonObject("infos")
                                .getAsJsonObject("system_configurations")
                                .toString())
                .isEqualTo("{\"proxy.maxShardNum\":\"3\"}");
    }

    @Test
    void otherMetricsAreNotFound() {
        story.assertRefused(
                Method.GET_METRICS,
                request("{\"metric_type\": \"disk\"}"),
                1200,
                "metric not found[metric=disk]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"metric_type\": {}}", "7"})
    void whatIsNoRequestForMetricsIsRefused(String sent) {
        story.assertRefused(
                Method.GET_METRICS,
                request(sent),
                1100,
                "a request for metrics must be {\"metric_type\": \"system_info\"}, found " + sent);
    }

    private JsonArray ask() {
        GetMetricsResponse response =
                story.ask(
                        Method.GET_METRICS,
                        request("{\"metric_type\": \"system_info\"}"),
                        GetMetricsResponse.class);
        assertThat(response.getComponentName()).isEqualTo("rootcoord");
        return JsonParser.parseString(response.getResponse())
                .getAsJsonObject()
                .getAsJsonArray("nodes_info");
    }

    private static GetMetricsRequest request(String json) {
        return GetMetricsRequest.newBuilder().setRequest(json).build();
    }
}
