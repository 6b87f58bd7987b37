package io.tidemark.segment;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushAllResult;
import io.milvus.grpc.FlushAllState;
import io.milvus.grpc.FlushCollectionResult;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.milvus.grpc.LongArray;
import io.tidemark.proto.DeterministicBytes;
import io.tidemark.proto.SegmentRead;
import io.tidemark.request.Method;
import java.util.TreeMap;

/**
 * What is answered about all collections. Each answers for itself, under the name of its database;
 * put together, there is one result a database.
 */
@SuppressWarnings("deprecation") // the results are what clients of today read
final class FlushAllAnswers {

    private FlushAllAnswers() {}

    /** What one collection adds to the answer of a FlushAll. */
    static Message result(SegmentRead read, LongArray sealed, LongArray flushed) {
        return FlushAllResponse.newBuilder()
                .addFlushResults(
                        FlushAllResult.newBuilder()
                                .setDbName(read.getDbName())
                                .addCollectionResults(
                                        FlushCollectionResult.newBuilder()
                                                .setCollectionName(read.getCollectionName())
                                                .setSegmentIds(sealed)
                                                .setFlushSegmentIds(flushed)
                                                .setSealTime(SegmentAnswer.sealSeconds(read))
                                                .setFlushTs(read.getTimestamp())))
                .build();
    }

    /**
     * What one collection adds to the answer of a GetFlushAllState, which begins with all being
     * flushed: of a field that comes again the last value holds, so a collection that is not writes
     * false out, which a builder would leave away, and no other one takes it back.
     */
    static Message state(SegmentRead read, boolean flushed) {
        GetFlushAllStateResponse.Builder state = GetFlushAllStateResponse.newBuilder();
        if (!read.getDbName().isEmpty()) {
            state.addFlushStates(
                    FlushAllState.newBuilder()
                            .setDbName(read.getDbName())
                            .putCollectionFlushStates(read.getCollectionName(), flushed));
        }
        if (!flushed) {
            state.setUnknownFields(
                    UnknownFieldSet.newBuilder()
                            .addField(
                                    GetFlushAllStateResponse.FLUSHED_FIELD_NUMBER,
                                    UnknownFieldSet.Field.newBuilder().addVarint(0).build())
                            .build());
        }
        return state.build();
    }

    /** The whole answer, with one result a database; any other method's is whole already. */
    static byte[] grouped(Method method, byte[] body) {
        try {
            return switch (method) {
                case FLUSH_ALL -> DeterministicBytes.of(grouped(FlushAllResponse.parseFrom(body)));
                case GET_FLUSH_ALL_STATE ->
                        DeterministicBytes.of(grouped(GetFlushAllStateResponse.parseFrom(body)));
                default -> body;
            };
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("an answer in parts is no " + method, broken);
        }
    }

    private static Message grouped(FlushAllResponse response) {
        TreeMap<String, FlushAllResult.Builder> databases = new TreeMap<>();
        for (FlushAllResult result : response.getFlushResultsList()) {
            databases
                    .computeIfAbsent(
                            result.getDbName(), name -> FlushAllResult.newBuilder().setDbName(name))
                    .addAllCollectionResults(result.getCollectionResultsList());
        }
        FlushAllResponse.Builder grouped = response.toBuilder().clearFlushResults();
        databases.values().forEach(grouped::addFlushResults);
        return grouped.build();
    }

    private static Message grouped(GetFlushAllStateResponse response) {
        TreeMap<String, FlushAllState.Builder> databases = new TreeMap<>();
        for (FlushAllState state : response.getFlushStatesList()) {
            databases
                    .computeIfAbsent(
                            state.getDbName(), name -> FlushAllState.newBuilder().setDbName(name))
                    .putAllCollectionFlushStates(state.getCollectionFlushStatesMap());
        }
        GetFlushAllStateResponse.Builder grouped = response.toBuilder().clearFlushStates();
        databases.values().forEach(grouped::addFlushStates);
        return grouped.build();
    }
}
