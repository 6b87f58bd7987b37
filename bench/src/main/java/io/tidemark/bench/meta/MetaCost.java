package io.tidemark.bench.meta;

import com.google.protobuf.Message;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.MetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaEntry;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.setting.Setting;
import io.tidemark.task.DdTaskQueue;
import io.tidemark.task.Outcome;
import java.util.List;

/**
 * Fills a table with collections and then executes definitions on it, as the root coordinator does,
 * without log, network and answers. A request a millisecond of its own time; retention of a second.
 */
final class MetaCost {

    private static final int ID_BLOCK = 4096;
    private static final long FIRST_MS = 1_700_000_000_000L;
    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setChannels(16)
                    .setChannelPrefix("bench")
                    .setTickStepMs(50)
                    .setMetaRetentionMs(1_000)
                    .setMaxMessageBytes(1 << 21)
                    .setMaxRequestBytes(1 << 23)
                    .build();

    /**
     * @param fillSeconds how long the collections took to create
     * @param perSecond definitions a second at that size
     * @param stateBytes of the serialized values of all keys
     * @param keys how many there are
     */
    record Result(double fillSeconds, double perSecond, long stateBytes, long keys) {}

    private final MetaStore store;
    private final DdTaskQueue queue;
    private long requests;

    MetaCost(MetaStore store) {
        this.store = store;
        this.queue = new DdTaskQueue(new MetaTable(store), SETTINGS, 0);
    }

    /**
     * @param collections how many there are beside those that the measured definitions are about
     * @param lives how often the whole mix is executed for the figure, after a quarter of that
     */
    Result measure(int collections, int lives) {
        liftLimits();
        long start = System.nanoTime();
        for (int i = 0; i < collections; i++) {
            execute(Method.CREATE_COLLECTION, DefinitionMix.create("c" + i));
        }
        double fillSeconds = seconds(start);
        live(lives / 4 + 1);
        start = System.nanoTime();
        int executed = live(lives);
        double perSecond = executed / seconds(start);
        long bytes = 0;
        long keys = 0;
        for (MetaEntry entry : store.scan("")) {
            bytes += entry.getSerializedSize();
            keys++;
        }
        return new Result(fillSeconds, perSecond, bytes, keys);
    }

    private void liftLimits() {
        AlterSettingsRequest.Builder lifted = AlterSettingsRequest.newBuilder();
        for (Setting setting :
                List.of(
                        Setting.MAX_COLLECTIONS,
                        Setting.MAX_COLLECTIONS_PER_DATABASE,
                        Setting.MAX_GENERAL_CAPACITY)) {
            lifted.addSettings(KeyValuePair.newBuilder().setKey(setting.key()).setValue("1000000"));
        }
        execute(Method.ALTER_SETTINGS, lifted.build());
    }

    private int live(int lives) {
        int executed = 0;
        for (int life = 0; life < lives; life++) {
            for (DefinitionMix.Step step : DefinitionMix.life("x")) {
                execute(step.method(), step.request());
                executed++;
            }
        }
        return executed;
    }

    private void execute(Method method, Message payload) {
        requests++;
        Outcome outcome =
                queue.execute(
                        new Request(
                                0,
                                requests,
                                HybridTimestamp.of(FIRST_MS + requests, 0, 0),
                                requests * ID_BLOCK,
                                ID_BLOCK,
                                method,
                                Payload.of(payload.toByteArray()),
                                ReplyTo.NONE,
                                null));
        if (outcome.refused() || outcome.failed()) {
            throw new IllegalStateException(
                    method + " must succeed, it was answered " + outcome.decision().response());
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
