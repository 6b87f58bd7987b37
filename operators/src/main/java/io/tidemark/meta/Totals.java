package io.tidemark.meta;

import io.tidemark.channel.PhysicalChannel;
import io.tidemark.proto.ChannelUse;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.MetaTotals;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums over the table under one key: how many collections there are, how much they take, and how
 * each physical channel is used. All of it follows from the retained versions, so that a replayed
 * table has the same sums and chooses the same channels.
 */
final class Totals {

    private final MetaStore store;

    Totals(MetaStore store) {
        this.store = store;
    }

    MetaTotals read() {
        MetaEntry entry = store.get(MetaKeys.TOTALS);
        return entry == null ? MetaTotals.getDefaultInstance() : entry.getTotals();
    }

    /** Counts a collection that comes (1), stays (0) or goes (-1), and its retained use. */
    void addCollection(CollectionMeta collection, int live, int retained) {
        MetaTotals totals = read();
        List<ChannelUse> uses = new ArrayList<>(totals.getChannelsList());
        for (String channel : collection.getPhysicalChannelsList()) {
            int index = PhysicalChannel.index(channel);
            while (uses.size() <= index) {
                uses.add(ChannelUse.getDefaultInstance());
            }
            ChannelUse use = uses.get(index);
            uses.set(
                    index,
                    ChannelUse.newBuilder()
                            .setReferences(use.getReferences() + live)
                            .setUsed(use.getUsed() + retained)
                            .build());
        }
        while (!uses.isEmpty() && uses.get(uses.size() - 1).getUsed() == 0) {
            uses.remove(uses.size() - 1);
        }
        write(
                totals.toBuilder()
                        .setCollections(totals.getCollections() + live)
                        .clearChannels()
                        .addAllChannels(uses)
                        .build());
    }

    /** Counts partitions that come (or, where negative, go) of a collection with so many shards. */
    void addPartitions(int live, int shards) {
        MetaTotals totals = read();
        long sum = totals.getPartitionShards() + (long) live * shards;
        write(totals.toBuilder().setPartitionShards(sum).build());
    }

    /** See {@link MetaTable#chooseChannels}. */
    List<Integer> chooseChannels(int shards, int channels) throws RefusedException {
        if (shards > channels) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "no enough channels, want: " + shards + ", got: " + channels);
        }
        List<ChannelUse> uses = read().getChannelsList();
        Comparator<Integer> leastUsed =
                Comparator.<Integer>comparingInt(channel -> use(uses, channel).getReferences())
                        .thenComparingInt(channel -> use(uses, channel).getUsed())
                        .thenComparing(Comparator.naturalOrder());
        return IntStream.range(0, channels).boxed().sorted(leastUsed).limit(shards).toList();
    }

    private static ChannelUse use(List<ChannelUse> uses, int channel) {
        return channel < uses.size() ? uses.get(channel) : ChannelUse.getDefaultInstance();
    }

    private void write(MetaTotals totals) {
        if (totals.equals(MetaTotals.getDefaultInstance())) {
            store.remove(MetaKeys.TOTALS);
        } else {
            store.put(MetaKeys.TOTALS, MetaEntry.newBuilder().setTotals(totals).build());
        }
    }
}
