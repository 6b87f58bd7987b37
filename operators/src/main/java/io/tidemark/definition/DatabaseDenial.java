package io.tidemark.definition;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.RefusedException;
import java.util.Optional;

/**
 * What the properties of a database can forbid in it, until they are taken back. Altering and
 * dropping the database itself are never forbidden. Sources: of the keys, Milvus
 * pkg/common/common.go; of what counts as what, internal/proxy/util.go (GetRequestInfo); of the
 * answer, internal/util/ratelimitutil. Searches and compactions, which nothing here executes yet,
 * have their keys all the same.
 */
public enum DatabaseDenial {
    /** Of rows: the proxies see to it. */
    WRITING("database.force.deny.writing", false),
    READING("database.force.deny.reading", false),
    COLLECTION_DDL("database.force.deny.collectionDDL", true),
    PARTITION_DDL("database.force.deny.partitionDDL", true),
    INDEX_DDL("database.force.deny.index", true),
    FLUSH_DDL("database.force.deny.flush", true),
    COMPACTION_DDL("database.force.deny.compaction", true);

    /** Forbids every kind of definition at once. */
    private static final String ALL_DDL = "database.force.deny.ddl";

    // As Go's strconv.ParseBool reads them.
    private static final String TRUE = "1|t|T|TRUE|true|True";
    private static final String BOOLEAN = TRUE + "|0|f|F|FALSE|false|False";

    private final String key;
    private final boolean ddl;

    DatabaseDenial(String key, boolean ddl) {
        this.key = key;
        this.ddl = ddl;
    }

    /** What forbids a request that names its one database. */
    private static Optional<DatabaseDenial> of(Method method) {
        return switch (method) {
            case CREATE_COLLECTION, DROP_COLLECTION, LOAD_COLLECTION, RELEASE_COLLECTION ->
                    Optional.of(COLLECTION_DDL);
            case CREATE_PARTITION, DROP_PARTITION, LOAD_PARTITIONS, RELEASE_PARTITIONS ->
                    Optional.of(PARTITION_DDL);
            case CREATE_INDEX, DROP_INDEX -> Optional.of(INDEX_DDL);
            case FLUSH -> Optional.of(FLUSH_DDL);
            default -> Optional.empty();
        };
    }

    /** Whether a property is one of these, or all of them at once. */
    static boolean isKey(String key) {
        if (key.equals(ALL_DDL)) {
            return true;
        }
        for (DatabaseDenial denial : values()) {
            if (denial.key.equals(key)) {
                return true;
            }
        }
        return false;
    }

    static boolean isValue(String value) {
        return value.matches(BOOLEAN);
    }

    /**
     * Checks a request that names its database. One whose database is not there passes: its own
     * handler knows better what to say.
     *
     * @throws RefusedException QUOTA_EXCEEDED where its database forbids it
     */
    static void check(byte[] sent, Context context)
            throws RefusedException, InvalidProtocolBufferException {
        Method method = context.request().method();
        Optional<DatabaseDenial> denial = of(method);
        if (denial.isEmpty()) {
            return;
        }
        Message request = method.requestPrototype().getParserForType().parseFrom(sent);
        FieldDescriptor name = request.getDescriptorForType().findFieldByName("db_name");
        Optional<DatabaseMeta> database =
                context.table().databases().named((String) request.getField(name), Context.NOW);
        if (database.isPresent()) {
            denial.get().check(database.get());
        }
    }

    /**
     * Checks a database.
     *
     * @throws RefusedException QUOTA_EXCEEDED where it forbids this
     */
    public void check(DatabaseMeta database) throws RefusedException {
        if (holds(database)) {
            throw new RefusedException(
                    ErrorKind.QUOTA_EXCEEDED,
                    "quota exceeded[reason=access has been disabled by the administrator]: "
                            + (isTrue(key, database) ? key : ALL_DDL)
                            + " of database "
                            + database.getName());
        }
    }

    private boolean holds(DatabaseMeta database) {
        return isTrue(key, database) || (ddl && isTrue(ALL_DDL, database));
    }

    private static boolean isTrue(String key, DatabaseMeta database) {
        return Properties.value(database.getPropertiesList(), key).matches(TRUE);
    }
}
