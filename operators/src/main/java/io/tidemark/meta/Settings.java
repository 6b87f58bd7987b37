package io.tidemark.meta;

import io.milvus.grpc.KeyValuePair;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SettingsMeta;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;
import java.util.List;

/**
 * The settings that requests have changed: one entry that holds all of them, since they are few and
 * each decision reads them.
 */
public final class Settings {

    private final Histories histories;

    Settings(Histories histories) {
        this.histories = histories;
    }

    /** What was changed, sorted by key; all else had its default then. */
    public List<KeyValuePair> changed(long timestamp) {
        MetaChange change = histories.asOf(MetaKeys.SETTINGS, timestamp);
        return change == null
                ? SettingsMeta.getDefaultInstance().getValuesList()
                : change.getSettings().getValuesList();
    }

    /**
     * The values that held at a timestamp.
     *
     * @param cluster what the cluster was created with: the defaults of some
     */
    public Limits at(long timestamp, ClusterSettings cluster) {
        List<KeyValuePair> changed = changed(timestamp);
        return setting -> value(setting, changed, cluster);
    }

    private static long value(
            Setting setting, List<KeyValuePair> changed, ClusterSettings cluster) {
        for (KeyValuePair pair : changed) {
            if (pair.getKey().equals(setting.key())) {
                return Long.parseLong(pair.getValue());
            }
        }
        return setting.byDefault(cluster);
    }
}
