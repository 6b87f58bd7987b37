package io.tidemark.setting;

import io.tidemark.proto.ClusterSettings;

/** The values of all settings at one time. */
@FunctionalInterface
public interface Limits {

    /** What holds where nothing was ever changed, but for what the cluster was created with. */
    Limits DEFAULTS = setting -> setting.byDefault(ClusterSettings.getDefaultInstance());

    long of(Setting setting);
}
