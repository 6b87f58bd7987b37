package io.tidemark.simulation;

import io.tidemark.proto.SegmentUpdate;
import io.tidemark.segment.SegmentTable;
import io.tidemark.segment.TestingSegmentStore;
import io.tidemark.wal.WalOutput;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The view of segments around the product's {@link SegmentTable}, one a collection. */
final class ViewTask extends Operator {

    private final TreeMap<Long, TestingSegmentStore> stores = new TreeMap<>();
    private final Consumer<Element.Reply> replies;
    private final Job job;

    /**
     * @param stores what a checkpoint left, by collection
     */
    ViewTask(
            int writers,
            SortedMap<Long, TestingSegmentStore> stores,
            Consumer<Element.Reply> replies,
            Job job) {
        super(writers);
        stores.forEach((collection, store) -> this.stores.put(collection, store.copy()));
        this.replies = replies;
        this.job = job;
    }

    @Override
    void element(int input, Element element) throws Exception {
        WalOutput.ForSegments told = ((Element.ForSegments) element).update();
        table(told.collectionId()).take(SegmentUpdate.parseFrom(told.body()), lowestWatermark());
    }

    @Override
    void watermark() {
        stores.forEach(
                (collection, store) ->
                        store.closeUntil(
                                lowestWatermark(),
                                table(collection),
                                answer -> reply((WalOutput.Answer) answer)));
    }

    private SegmentTable table(long collection) {
        return new SegmentTable(
                stores.computeIfAbsent(collection, any -> new TestingSegmentStore()));
    }

    /** What it counts was written by others: of messages it promises none. */
    private void reply(WalOutput.Answer answer) {
        replies.accept(
                new Element.Reply(
                        answer.partition(),
                        answer.offset(),
                        answer.timestamp(),
                        answer.method() + " " + Arrays.toString(answer.body()),
                        new TreeMap<>()));
    }

    @Override
    void snapshot(Element.Barrier barrier) {
        TreeMap<Long, TestingSegmentStore> copies = new TreeMap<>();
        stores.forEach((collection, store) -> copies.put(collection, store.copy()));
        job.snapshot(checkpoint -> checkpoint.segments = copies);
    }
}
