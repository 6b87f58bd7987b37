package io.tidemark.meta;

import io.tidemark.proto.DatabaseMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The databases; each is a tenant. The default one is always there: the table holds an entry of it
 * only once it was altered.
 */
public final class Databases {

    public static final String DEFAULT = "default";

    /** Milvus' own number for it. */
    public static final long DEFAULT_ID = 1;

    private static final DatabaseMeta UNALTERED =
            DatabaseMeta.newBuilder().setId(DEFAULT_ID).setName(DEFAULT).build();

    private final Histories histories;
    private final NameIndex names;
    private final Members members;

    Databases(Histories histories, NameIndex names, Members members) {
        this.histories = histories;
        this.names = names;
        this.members = members;
    }

    /** The name that a request's {@code db_name} means; empty means the default one. */
    public static String nameOf(String sent) {
        return sent.isEmpty() ? DEFAULT : sent;
    }

    /**
     * The database that bore a name at a timestamp.
     *
     * @param name empty for the default one
     */
    public Optional<DatabaseMeta> named(String name, long timestamp) {
        MetaChange change = names.find(MetaKeys.databaseName(nameOf(name)), timestamp);
        if (change == null) {
            return nameOf(name).equals(DEFAULT) ? Optional.of(UNALTERED) : Optional.empty();
        }
        return Optional.of(change.getDatabase());
    }

    /**
     * As {@link #named}, for requests that cannot go on without it.
     *
     * @throws RefusedException DATABASE_NOT_FOUND where there was none of that name
     */
    public DatabaseMeta require(String name, long timestamp) throws RefusedException {
        return named(name, timestamp)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.DATABASE_NOT_FOUND,
                                        "database not found[database=" + name + "]"));
    }

    /** The databases, sorted by id. */
    public List<DatabaseMeta> list(long timestamp) {
        List<DatabaseMeta> found = new ArrayList<>();
        found.add(named(DEFAULT, timestamp).orElseThrow());
        for (long id : members.of(MetaKeys.DATABASE_IDS)) {
            MetaChange change = histories.asOf(MetaKeys.database(id), timestamp);
            if (change != null && id != DEFAULT_ID) {
                found.add(change.getDatabase());
            }
        }
        return found;
    }
}
