package io.tidemark.setting;

import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.Optional;

/**
 * What can be changed by a request and holds from its timestamp on: Milvus' own keys and defaults
 * of the limits that the meta table keeps to. A limit that is lowered holds for what comes; what is
 * there already stays. A default belongs to the behaviour: changing one makes a new version of it.
 */
public enum Setting {
    MAX_DATABASES("rootCoord.maxDatabaseNum", 64, 1, 65_536, "Most databases."),
    MAX_COLLECTIONS(
            "quotaAndLimits.limits.maxCollectionNum", 65_536, 1, 10_000_000, "Most collections."),
    MAX_COLLECTIONS_PER_DATABASE(
            "quotaAndLimits.limits.maxCollectionNumPerDB",
            65_536,
            1,
            10_000_000,
            "Most collections of a database that has no `database.max.collections`."),
    MAX_GENERAL_CAPACITY(
            "rootCoord.maxGeneralCapacity",
            65_536,
            1,
            100_000_000,
            "Most partitions times shards, over all collections."),
    MAX_PARTITIONS(
            "rootCoord.maxPartitionNum",
            1024,
            1,
            65_536,
            "Most partitions of a collection, `_default` among them."),
    MAX_SHARDS(
            "proxy.maxShardNum",
            16,
            1,
            4096,
            "Most shards of a collection; never more than there are channels."),
    MAX_FIELDS("proxy.maxFieldNum", 64, 1, 1024, "Most fields of a collection."),
    MAX_VECTOR_FIELDS("proxy.maxVectorFieldNum", 10, 1, 1024, "Most vector fields among them."),
    MAX_DIMENSION("proxy.maxDimension", 32_768, 1, 1_048_576, "Most dimensions of a vector."),
    MAX_NAME_LENGTH("proxy.maxNameLength", 255, 1, 255, "Most bytes of a new name."),
    RETENTION_SECONDS(
            "common.retentionDuration",
            Setting.ofTheCluster(),
            Setting.LEAST_RETENTION_SECONDS,
            30L * 24 * 60 * 60,
            "For how many seconds, 1,800 at least, what was superseded or dropped can be read at"
                    + " its time; the cluster's own at first."),
    SESSION_TTL_SECONDS(
            "common.session.ttl",
            30,
            1,
            60 * 60,
            "Lease of a node that asks for none, in seconds."),
    MAX_CLIENTS(
            "proxy.maxConnectionNum",
            10_000,
            1,
            100_000,
            "Most clients that are recorded; those beyond them are served all the same."),
    CLIENT_TTL_SECONDS(
            "proxy.connectionClientInfoTTLSeconds",
            24 * 60 * 60,
            1,
            30L * 24 * 60 * 60,
            "For how many seconds after its Connect a client is recorded.");

    /**
     * What {@code definitions} may be ahead of an insert, twice: a proxy that is restored knows
     * only what is still kept, and must find for each insert what held at its time.
     */
    public static final long LEAST_RETENTION_SECONDS = 30 * 60;

    private final String key;
    private final long byDefault;
    private final long min;
    private final long max;
    private final String description;

    Setting(String key, long byDefault, long min, long max, String description) {
        this.key = key;
        this.byDefault = byDefault;
        this.min = min;
        this.max = max;
        this.description = description;
    }

    /** Milvus' name for it. */
    public String key() {
        return key;
    }

    /** What holds while no request has changed it. */
    public long byDefault(ClusterSettings cluster) {
        return byDefault == ofTheCluster() ? cluster.getMetaRetentionMs() / 1_000 : byDefault;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /**
     * The number a client sent.
     *
     * @throws RefusedException INVALID_PARAMETER where it is none within the bounds
     */
    public long parse(String sent) throws RefusedException {
        if (sent.matches("\\d{1,18}")) {
            long value = Long.parseLong(sent);
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw new RefusedException(
                ErrorKind.INVALID_PARAMETER,
                key + " must be a whole number in [" + min + ", " + max + "], found " + sent);
    }

    /** The setting of a key, written as Milvus writes it. */
    public static Optional<Setting> named(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** Stands for the default that the cluster was created with. */
    private static long ofTheCluster() {
        return -1;
    }
}
