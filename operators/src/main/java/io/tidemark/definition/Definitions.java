package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;

/** The one place that knows which strategy decides which definition request. */
public final class Definitions {

    private Definitions() {}

    /**
     * Decides a request against the table as it is; neither is changed.
     *
     * @throws RefusedException where the client is to be told a mistake or a limit
     */
    public static Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException {
        try {
            return strategy(request).decide(request, table, settings);
        } catch (InvalidProtocolBufferException unparsable) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    request.method().fullName() + " cannot be parsed: " + unparsable.getMessage());
        }
    }

    private static Definition strategy(Request request) throws RefusedException {
        return switch (request.method()) {
            case CREATE_COLLECTION -> new CreateCollection();
            case DROP_COLLECTION -> new DropCollection();
            case HAS_COLLECTION -> new HasCollection();
            case DESCRIBE_COLLECTION -> new DescribeCollection();
            case SHOW_COLLECTIONS -> new ShowCollections();
            case INSERT, ALLOC_TIMESTAMP, TIME_TICK ->
                    throw new RefusedException(
                            ErrorKind.INVALID_PARAMETER,
                            request.method().rpcName() + " is no definition request");
        };
    }
}
