package io.tidemark.connectors.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a request type names its database, and which types mean something other than the
 * connection's where they name none.
 */
final class DatabaseFields {

    /** Milvus spells the field in two ways. */
    private static final List<String> SPELLINGS = List.of("db_name", "dbName");

    /** Where a renamed collection is to move to; the database it leaves is named as ever. */
    static final String GOAL = "newDBName";

    /** They are about a database itself: to leave it out is a mistake that the job tells. */
    static final Set<String> ABOUT_A_DATABASE =
            Set.of(
                    "CreateDatabaseRequest",
                    "DropDatabaseRequest",
                    "AlterDatabaseRequest",
                    "DescribeDatabaseRequest");

    /** They mean all databases where they name none. */
    static final Set<String> ABOUT_ALL = Set.of("FlushAllRequest", "GetFlushAllStateRequest");

    private DatabaseFields() {}

    /** The field that names the database; empty where the type has none. */
    static Optional<FieldDescriptor> of(Descriptor request) {
        return SPELLINGS.stream()
                .flatMap(spelling -> Stream.ofNullable(request.findFieldByName(spelling)))
                .findFirst();
    }

    /** Whether a request of this type that names no database means its connection's. */
    static boolean meansTheConnections(Descriptor request) {
        return !ABOUT_A_DATABASE.contains(request.getName())
                && !ABOUT_ALL.contains(request.getName());
    }
}
