package io.tidemark.definition;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import io.tidemark.schema.SystemFields;

/**
 * Describes a collection as it was at a timestamp, by its name or alias or, where the request has
 * none, by its id. The fields its creator did not name are not shown.
 */
final class DescribeCollection {

    private DescribeCollection() {}

    static Decision decide(DescribeCollectionRequest asked, Context context)
            throws RefusedException {
        return Decision.answer(response(asked, context));
    }

    static DescribeCollectionResponse response(DescribeCollectionRequest asked, Context context)
            throws RefusedException {
        CollectionMeta found = find(asked, context);
        long id = found.getId();
        long timestamp = asked.getTimeStamp();
        return DescribeCollectionResponse.newBuilder()
                .setStatus(Responses.success())
                .setSchema(visible(found.getSchema()))
                .setCollectionID(id)
                .addAllVirtualChannelNames(found.getVirtualChannelsList())
                .addAllPhysicalChannelNames(found.getPhysicalChannelsList())
                .setCreatedTimestamp(found.getCreatedTimestamp())
                .setCreatedUtcTimestamp(HybridTimestamp.physicalMs(found.getCreatedTimestamp()))
                .setShardsNum(found.getVirtualChannelsCount())
                .addAllAliases(
                        context.table().aliases().of(id, timestamp).stream()
                                .map(AliasMeta::getName)
                                .toList())
                .setConsistencyLevel(found.getConsistencyLevel())
                .setCollectionName(found.getName())
                .addAllProperties(found.getPropertiesList())
                .setDbName(found.getDbName())
                .setDbId(found.getDbId())
                .setNumPartitions(context.table().partitions().of(id, timestamp).size())
                .setRequestTime(context.timestamp())
                .setUpdateTimestamp(found.getUpdateTimestamp())
                .setUpdateTimestampStr(Long.toUnsignedString(found.getUpdateTimestamp()))
                .build();
    }

    private static CollectionMeta find(DescribeCollectionRequest asked, Context context)
            throws RefusedException {
        long timestamp = asked.getTimeStamp();
        String database =
                context.table().databases().require(asked.getDbName(), timestamp).getName();
        if (asked.getCollectionName().isEmpty() && asked.getCollectionID() != 0) {
            return context.table()
                    .collections()
                    .withId(asked.getCollectionID(), timestamp)
                    .orElseThrow(() -> missing(" id : " + asked.getCollectionID(), timestamp));
        }
        String name = NameRule.COLLECTION.check(asked.getCollectionName());
        return context.table()
                .collections()
                .named(database, name, timestamp)
                .orElseThrow(() -> missing(": " + name, timestamp));
    }

    private static RefusedException missing(String which, long timestamp) {
        String when = timestamp == 0 ? "" : ", at timestamp = " + Long.toUnsignedString(timestamp);
        return Context.noCollection(which + when);
    }

    private static CollectionSchema visible(CollectionSchema schema) {
        return schema.toBuilder()
                .clearFields()
                .addAllFields(
                        schema.getFieldsList().stream().filter(SystemFields::visible).toList())
                .build();
    }
}
