package io.tidemark.definition;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.PartitionMeta;

/**
 * What a request wants to know of the segments of one collection as of its timestamp, resolved: the
 * view of segments knows ids, not names. What exactly is told by the method.
 *
 * @param collectionName as the client named it
 * @param partitionId the one partition it is about; 0 for all of the collection
 */
public record SegmentQuestion(long collectionId, String collectionName, long partitionId) {

    static SegmentQuestion about(CollectionMeta collection) {
        return new SegmentQuestion(collection.getId(), collection.getName(), 0);
    }

    static SegmentQuestion about(PartitionMeta partition) {
        return new SegmentQuestion(partition.getCollectionId(), "", partition.getId());
    }
}
