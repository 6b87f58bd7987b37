package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Address;
import io.milvus.grpc.MsgBase;
import io.tidemark.proto.ChannelTime;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.ChannelTimesMeta;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;

class ChannelTimeReportTest {

    private final TestingStory story = new TestingStory();
    private final long node = register();

    @Test
    void usageExample() {
        story.run(
                Method.UPDATE_CHANNEL_TIME_TICK,
                report(80).addChannelNames("t-rootcoord-dml_1").addTimestamps(70).build());

        assertThat(story.table.nodes().channelTimes(node))
                .contains(
                        ChannelTimesMeta.newBuilder()
                                .setNodeId(node)
                                .setReportedTimestamp(story.now())
                                .setDefaultTimestamp(80)
                                .addChannels(time("t-rootcoord-dml_1", 70))
                                .build());
        assertThat(story.messages).isEmpty();
    }

    @Test
    void aLaterReportReplacesTheOneBefore() {
        story.run(
                Method.UPDATE_CHANNEL_TIME_TICK,
                report(80).addChannelNames("t-rootcoord-dml_1").addTimestamps(70).build());
        story.run(Method.UPDATE_CHANNEL_TIME_TICK, report(90).build());

        ChannelTimesMeta times = story.table.nodes().channelTimes(node).orElseThrow();
        assertThat(times.getDefaultTimestamp()).isEqualTo(90);
        assertThat(times.getChannelsList()).isEmpty();
    }

    @Test
    void aReportThatIsNotNewerIsIgnored() {
        story.run(Method.UPDATE_CHANNEL_TIME_TICK, report(80).build());

        story.runUnchanged(Method.UPDATE_CHANNEL_TIME_TICK, report(80).build());
        story.runUnchanged(Method.UPDATE_CHANNEL_TIME_TICK, report(79).build());
    }

    @Test
    void aReportOfNothingIsIgnored() {
        story.runUnchanged(Method.UPDATE_CHANNEL_TIME_TICK, report(0).build());
    }

    @Test
    void withoutADefaultTheSlowestChannelIsIt() {
        story.run(
                Method.UPDATE_CHANNEL_TIME_TICK,
                report(0)
                        .addChannelNames("t-rootcoord-dml_3")
                        .addTimestamps(75)
                        .addChannelNames("t-rootcoord-dml_0")
                        .addTimestamps(70)
                        .build());

        ChannelTimesMeta times = story.table.nodes().channelTimes(node).orElseThrow();
        assertThat(times.getDefaultTimestamp()).isEqualTo(70);
        assertThat(times.getChannelsList())
                .containsExactly(time("t-rootcoord-dml_0", 70), time("t-rootcoord-dml_3", 75));
    }

    @Test
    void mistakesAreRefused() {
        story.assertRefused(
                Method.UPDATE_CHANNEL_TIME_TICK,
                report(80).addChannelNames("t-rootcoord-dml_1").build(),
                1100,
                "invalid TimeTickMsg");
        story.assertRefused(
                Method.UPDATE_CHANNEL_TIME_TICK,
                report(80).addChannelNames("t-rootcoord-dml_4").addTimestamps(1).build(),
                500,
                "channel not found[channel=t-rootcoord-dml_4]");
        story.assertRefused(
                Method.UPDATE_CHANNEL_TIME_TICK,
                report(80).setBase(MsgBase.newBuilder().setSourceID(7)).build(),
                901,
                "skip ChannelTimeTickMsg from un-recognized session 7");
    }

    private long register() {
        story.run(
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder()
                        .setRole("proxy")
                        .setAddress(Address.newBuilder().setIp("localhost").setPort(1))
                        .build());
        return story.now();
    }

    private ChannelTimeTickMsg.Builder report(long byDefault) {
        return ChannelTimeTickMsg.newBuilder()
                .setBase(MsgBase.newBuilder().setSourceID(node))
                .setDefaultTimestamp(byDefault);
    }

    private static ChannelTime time(String channel, long timestamp) {
        return ChannelTime.newBuilder().setChannelName(channel).setTimestamp(timestamp).build();
    }
}
