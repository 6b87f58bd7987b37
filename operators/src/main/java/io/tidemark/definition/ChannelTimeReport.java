package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.ChannelTime;
import io.tidemark.proto.ChannelTimeTickMsg;
import io.tidemark.proto.ChannelTimesMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Takes the ticks that a node reports of the channels it writes to. They are recorded and shown,
 * and gate nothing: Tidemark's channels are closed by counts of what lies on them. Source of rules
 * and texts: Milvus internal/rootcoord/timeticksync.go.
 */
final class ChannelTimeReport {

    private ChannelTimeReport() {}

    static Decision decide(ChannelTimeTickMsg sent, Context context) throws RefusedException {
        int channels = sent.getChannelNamesCount();
        require(channels == sent.getTimestampsCount(), "invalid TimeTickMsg");
        if (channels == 0 && sent.getDefaultTimestamp() == 0) {
            return Decision.unchanged();
        }
        long node = sent.getBase().getSourceID();
        if (context.table().nodes().lease(node).isEmpty()) {
            throw new RefusedException(
                    ErrorKind.NODE_NOT_FOUND,
                    "skip ChannelTimeTickMsg from un-recognized session " + node);
        }
        long byDefault = byDefault(sent);
        Optional<ChannelTimesMeta> before = context.table().nodes().channelTimes(node);
        if (before.isPresent() && before.get().getDefaultTimestamp() >= byDefault) {
            return Decision.unchanged();
        }
        ChannelTimesMeta.Builder times =
                ChannelTimesMeta.newBuilder()
                        .setNodeId(node)
                        .setReportedTimestamp(context.timestamp())
                        .setDefaultTimestamp(byDefault);
        sorted(sent, context)
                .forEach(
                        (name, timestamp) ->
                                times.addChannels(
                                        ChannelTime.newBuilder()
                                                .setChannelName(name)
                                                .setTimestamp(timestamp)));
        return Decision.of(List.of(context.change().setChannelTimes(times).build()));
    }

    /** Without one of its own, no channel is behind the slowest of those that are named. */
    private static long byDefault(ChannelTimeTickMsg sent) {
        return sent.getDefaultTimestamp() != 0
                ? sent.getDefaultTimestamp()
                : sent.getTimestampsList().stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private static Map<String, Long> sorted(ChannelTimeTickMsg sent, Context context)
            throws RefusedException {
        TreeSet<String> known = new TreeSet<>();
        IntStream.range(0, context.settings().getChannels())
                .mapToObj(i -> PhysicalChannel.name(context.settings().getChannelPrefix(), i))
                .forEach(known::add);
        TreeMap<String, Long> times = new TreeMap<>();
        for (int i = 0; i < sent.getChannelNamesCount(); i++) {
            String name = sent.getChannelNames(i);
            if (!known.contains(name)) {
                throw new RefusedException(
                        ErrorKind.CHANNEL_NOT_FOUND, "channel not found[channel=" + name + "]");
            }
            times.put(name, sent.getTimestamps(i));
        }
        return times;
    }
}
