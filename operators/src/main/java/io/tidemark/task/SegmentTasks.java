package io.tidemark.task;

import com.google.protobuf.ByteString;
import io.tidemark.definition.Decision;
import io.tidemark.definition.SegmentQuestion;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.SegmentRead;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.request.Request;
import io.tidemark.wal.WalOutput;
import java.util.List;
import java.util.function.Consumer;

/** What the root coordinator tells the view of segments, and asks it. */
final class SegmentTasks {

    private SegmentTasks() {}

    /** Tells which segments were flushed, and what was dropped with its segments. */
    static void tell(List<MetaChange> changes, Consumer<? super WalOutput> out) {
        for (MetaChange change : changes) {
            boolean first =
                    change.getSegment().getFlushedTimestamp() == change.getTimestamp()
                            && !change.getDropped();
            if (change.hasSegment() && first) {
                tell(change.getSegment().getCollectionId(), change, out);
            } else if (change.hasPartition() && change.getDropped()) {
                tell(change.getPartition().getCollectionId(), change, out);
            } else if (change.hasCollection() && change.getDropped()) {
                tell(change.getCollection().getId(), change, out);
            }
        }
    }

    /** Asks what goes on with the answer, unless nobody wants one. */
    static void ask(Request request, Decision decision, Consumer<? super WalOutput> out) {
        if (!request.replyTo().wanted()) {
            return;
        }
        List<SegmentQuestion> questions = decision.questions();
        for (int part = 0; part < questions.size(); part++) {
            SegmentQuestion question = questions.get(part);
            SegmentRead read =
                    SegmentRead.newBuilder()
                            .setTimestamp(request.timestamp())
                            .setOffset(request.offset())
                            .setReplyTo(request.replyTo().partition())
                            .setCorrelation(ByteString.copyFrom(request.replyTo().correlation()))
                            .setJson(request.replyTo().json())
                            .setMethod(request.method().number())
                            .setHead(
                                    part == 0
                                            ? decision.response().toByteString()
                                            : ByteString.EMPTY)
                            .setPart(part)
                            .setParts(questions.size())
                            .setCollectionName(question.collectionName())
                            .setPartitionId(question.partitionId())
                            .setCollectionId(question.collectionId())
                            .setDbName(question.dbName())
                            .setUntilTimestamp(question.untilTimestamp())
                            .build();
            forSegments(
                    question.collectionId(), SegmentUpdate.newBuilder().setRead(read).build(), out);
        }
    }

    private static void tell(
            long collectionId, MetaChange change, Consumer<? super WalOutput> out) {
        forSegments(collectionId, SegmentUpdate.newBuilder().setChange(change).build(), out);
    }

    private static void forSegments(
            long collectionId, SegmentUpdate update, Consumer<? super WalOutput> out) {
        out.accept(new WalOutput.ForSegments(collectionId, update.toByteArray()));
    }
}
