package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.Database;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import io.tidemark.schema.SystemFields;

/**
 * Describes a collection as it was at a timestamp, by its name or, where the request has none, by
 * its id. The fields its creator did not name are not shown.
 */
record DescribeCollection() implements Definition {

    @Override
    public Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException, InvalidProtocolBufferException {
        DescribeCollectionRequest asked = DescribeCollectionRequest.parseFrom(request.payload());
        CollectionMeta found = find(asked, table);
        return Decision.answer(
                DescribeCollectionResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setSchema(visible(found.getSchema()))
                        .setCollectionID(found.getId())
                        .addAllVirtualChannelNames(found.getVirtualChannelsList())
                        .addAllPhysicalChannelNames(found.getPhysicalChannelsList())
                        .setCreatedTimestamp(found.getCreatedTimestamp())
                        .setCreatedUtcTimestamp(
                                HybridTimestamp.physicalMs(found.getCreatedTimestamp()))
                        .setShardsNum(found.getVirtualChannelsCount())
                        .setConsistencyLevel(found.getConsistencyLevel())
                        .setCollectionName(found.getName())
                        .addAllProperties(found.getPropertiesList())
                        .setDbName(found.getDbName())
                        .setNumPartitions(found.getNumPartitions())
                        .setRequestTime(request.timestamp())
                        .setUpdateTimestamp(found.getUpdateTimestamp())
                        .setUpdateTimestampStr(Long.toUnsignedString(found.getUpdateTimestamp()))
                        .build());
    }

    private static CollectionMeta find(DescribeCollectionRequest asked, MetaTable table)
            throws RefusedException {
        String database = Database.named(asked.getDbName());
        long timestamp = asked.getTimeStamp();
        if (asked.getCollectionName().isEmpty() && asked.getCollectionID() != 0) {
            return table.collection(asked.getCollectionID(), timestamp)
                    .orElseThrow(() -> missing(" id : " + asked.getCollectionID(), timestamp));
        }
        String name = NameRule.COLLECTION.check(asked.getCollectionName());
        return table.collection(database, name, timestamp)
                .orElseThrow(() -> missing(": " + name, timestamp));
    }

    private static RefusedException missing(String which, long timestamp) {
        String when = timestamp == 0 ? "" : ", at timestamp = " + Long.toUnsignedString(timestamp);
        return new RefusedException(
                ErrorKind.COLLECTION_NOT_FOUND, "can't find collection" + which + when);
    }

    private static CollectionSchema visible(CollectionSchema schema) {
        return schema.toBuilder()
                .clearFields()
                .addAllFields(
                        schema.getFieldsList().stream().filter(SystemFields::visible).toList())
                .build();
    }
}
