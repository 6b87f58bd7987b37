package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.MsgType;
import io.milvus.grpc.SegmentState;
import io.tidemark.meta.Segments;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentFlushCompletedMsg;
import io.tidemark.proto.SegmentIndexMeta;
import io.tidemark.proto.SegmentIndexedMsg;
import io.tidemark.proto.SegmentInfo;
import io.tidemark.proto.SegmentMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.List;

/**
 * What data nodes and index coordinators report. It comes through the log, may come again, and may
 * come late: a report is taken where the time that caused it is newer than that of the last one
 * about the same thing, whoever sent that, and is else answered with success and changes nothing.
 */
final class SegmentReports {

    private SegmentReports() {}

    /** A segment was flushed. Readers are told, and with it which indexes are to be built of it. */
    static Decision flushed(SegmentFlushCompletedMsg report, Context context)
            throws RefusedException {
        SegmentInfo told = report.getSegment();
        CollectionMeta collection = SegmentReads.collection(told.getCollectionID(), context);
        SegmentReads.partition(collection, told.getPartitionID(), context);
        require(told.getID() > 0, "a segment's id must be positive, found " + told.getID());
        require(
                told.getNumOfRows() >= 0,
                "num_of_rows must not be negative, found " + told.getNumOfRows());
        require(
                told.getState() == SegmentState.SegmentStateNone
                        || told.getState() == SegmentState.Flushed,
                "the segment's state must be Flushed, found " + told.getStateValue());
        SegmentMeta before =
                context.table().segments().withId(told.getID(), Context.NOW).orElse(null);
        long cause = cause(report.getBase().getTimestamp(), context);
        if (before != null) {
            require(
                    before.getCollectionId() == collection.getId()
                            && before.getPartitionId() == told.getPartitionID(),
                    "segment id = " + told.getID() + " exist");
            if (Long.compareUnsigned(cause, before.getCauseTimestamp()) <= 0) {
                return Decision.unchanged();
            }
        }
        SegmentMeta.Builder segment =
                before == null
                        ? SegmentMeta.newBuilder().setFlushedTimestamp(context.timestamp())
                        : before.toBuilder();
        segment.setId(told.getID())
                .setCollectionId(collection.getId())
                .setPartitionId(told.getPartitionID())
                .setRows(told.getNumOfRows())
                .setOrigin(report.getBase().getSourceID())
                .setCauseTimestamp(cause);
        List<IndexMeta> indexes = context.table().indexes().of(collection.getId(), Context.NOW);
        return changed(
                MsgType.SegmentFlushDone,
                IndexBuilds.ordered(segment.build(), indexes),
                collection,
                context);
    }

    /** The index of a segment was built, or was not, or is on its way. */
    static Decision indexed(SegmentIndexedMsg report, Context context) throws RefusedException {
        long id = report.getSegmentId();
        SegmentMeta segment =
                context.table()
                        .segments()
                        .withId(id, Context.NOW)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                ErrorKind.SEGMENT_NOT_FOUND,
                                                "can't find segment id = " + id));
        CollectionMeta collection = SegmentReads.collection(segment.getCollectionId(), context);
        long indexId = report.getIndexId();
        if (context.table().indexes().of(collection.getId(), Context.NOW).stream()
                .noneMatch(index -> index.getId() == indexId)) {
            throw new RefusedException(
                    ErrorKind.INDEX_NOT_FOUND, "cannot find index, id = " + indexId);
        }
        require(
                switch (report.getState()) {
                    case InProgress, Retry, Finished, Failed -> true;
                    default -> false;
                },
                "state must be InProgress, Retry, Finished or Failed, found "
                        + report.getStateValue());
        long cause = cause(report.getBase().getTimestamp(), context);
        long last =
                Segments.index(segment, indexId)
                        .map(SegmentIndexMeta::getCauseTimestamp)
                        .orElse(0L);
        if (Long.compareUnsigned(cause, last) <= 0) {
            return Decision.unchanged();
        }
        SegmentIndexMeta built =
                SegmentIndexMeta.newBuilder()
                        .setIndexId(indexId)
                        .setState(report.getState())
                        .setEnableIndex(true)
                        .setFailReason(IndexBuilds.brief(report.getFailReason()))
                        .setOrigin(report.getBase().getSourceID())
                        .setCauseTimestamp(cause)
                        .build();
        return changed(MsgType.SegmentInfo, IndexBuilds.with(segment, built), collection, context);
    }

    /** Who names no cause means to say that the report is new. */
    private static long cause(long sent, Context context) {
        return sent == 0 ? context.timestamp() : sent;
    }

    private static Decision changed(
            MsgType type, SegmentMeta segment, CollectionMeta collection, Context context) {
        List<MetaChange> changes = List.of(context.change().setSegment(segment).build());
        return Decision.of(changes, DdMessages.of(type, changes, context, collection));
    }
}
