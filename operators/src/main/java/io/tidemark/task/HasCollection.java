package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.tidemark.meta.Database;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;

/** Tells whether a name was a collection's at a timestamp. */
record HasCollection() implements Definition {

    @Override
    public Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException, InvalidProtocolBufferException {
        HasCollectionRequest asked = HasCollectionRequest.parseFrom(request.payload());
        String database = Database.named(asked.getDbName());
        String name = NameRule.COLLECTION.check(asked.getCollectionName());
        return Decision.answer(
                BoolResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setValue(
                                table.collection(database, name, asked.getTimeStamp()).isPresent())
                        .build());
    }
}
