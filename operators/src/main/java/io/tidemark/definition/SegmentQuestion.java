package io.tidemark.definition;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;

/**
 * What a request wants to know of the segments of one collection as of its timestamp, resolved: the
 * view of segments knows ids, not names. What exactly is told by the method.
 *
 * @param collectionName as the client named it
 * @param partitionId the one partition it is about; 0 for all of the collection
 * @param dbName the collection's database, where the answer tells of each collection by itself;
 *     else empty
 * @param untilTimestamp segments opened behind it are left out; 0 for none
 */
public record SegmentQuestion(
        long collectionId,
        String collectionName,
        long partitionId,
        String dbName,
        long untilTimestamp) {

    SegmentQuestion(long collectionId, String collectionName, long partitionId) {
        this(collectionId, collectionName, partitionId, "", 0);
    }

    static SegmentQuestion about(CollectionMeta collection) {
        return new SegmentQuestion(collection.getId(), collection.getName(), 0);
    }

    static SegmentQuestion about(PartitionMeta partition) {
        return new SegmentQuestion(partition.getCollectionId(), "", partition.getId());
    }

    /**
     * About what of a collection lies at or before a timestamp.
     *
     * @param told whether the answer tells of it by itself
     */
    static SegmentQuestion until(long timestamp, CollectionMeta collection, boolean told) {
        return new SegmentQuestion(
                collection.getId(),
                collection.getName(),
                0,
                told ? collection.getDbName() : "",
                timestamp);
    }
}
