package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.Database;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;

/** Lists the collections there were at a timestamp, by id. */
record ShowCollections() implements Definition {

    /** ShowType.All; the enum is deprecated upstream, the field is not. */
    private static final int ALL = 0;

    @Override
    public Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException, InvalidProtocolBufferException {
        ShowCollectionsRequest asked = ShowCollectionsRequest.parseFrom(request.payload());
        String database = Database.named(asked.getDbName());
        if (asked.getTypeValue() != ALL) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "show type must be All, as no collection can be loaded yet, found "
                            + asked.getTypeValue());
        }
        ShowCollectionsResponse.Builder response =
                ShowCollectionsResponse.newBuilder().setStatus(Responses.success());
        for (CollectionMeta collection : table.collections(database, asked.getTimeStamp())) {
            long created = collection.getCreatedTimestamp();
            response.addCollectionNames(collection.getName())
                    .addCollectionIds(collection.getId())
                    .addCreatedTimestamps(created)
                    .addCreatedUtcTimestamps(HybridTimestamp.physicalMs(created))
                    .addShardsNum(collection.getVirtualChannelsCount());
        }
        return Decision.answer(response.build());
    }
}
