package io.tidemark.definition;

import java.util.List;

/**
 * Whether anybody is there to report on segments and indexes: a node in a role that does, whose
 * lease has not ended. Where nobody is, clients that wait for it are told that it is done. Roles
 * are spelled as Milvus spells them (pkg/util/typeutil/type.go); a {@code mixcoord} is all
 * coordinators in one.
 */
final class Reporters {

    private static final List<String> OF_FLUSHES = List.of("datacoord", "datanode", "mixcoord");
    private static final List<String> OF_INDEXES = List.of("indexcoord", "indexnode", "mixcoord");

    private Reporters() {}

    /** Whether somebody reports which segments are flushed. */
    static boolean ofFlushes(Context context) {
        return context.table().nodes().anyServes(OF_FLUSHES);
    }

    /** Whether somebody reports which indexes are built. */
    static boolean ofIndexes(Context context) {
        return context.table().nodes().anyServes(OF_INDEXES);
    }
}
