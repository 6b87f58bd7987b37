package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.OpenSegment;
import io.tidemark.proto.SegmentFill;
import io.tidemark.segment.SegmentAllocator.Allocation;
import io.tidemark.tick.TickGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentAllocatorTest {

    @Test
    void usageExample() {
        SegmentAllocator segments = new SegmentAllocator(10);

        assertThat(segments.allocate(1, 2, 0, 7, 500, 9)).isEqualTo(new Allocation(500, 7));
        assertThat(segments.allocate(1, 2, 0, 7, 600, 9)).isEqualTo(new Allocation(500, 3));
        assertThat(segments.allocate(1, 2, 0, 4, 603, 9)).isEqualTo(new Allocation(603, 4));
    }

    @Test
    void aSegmentFilledToTheLastRowIsFollowedByANewOne() {
        SegmentAllocator segments = new SegmentAllocator(10);

        assertThat(segments.allocate(1, 2, 0, 10, 500, 9)).isEqualTo(new Allocation(500, 10));
        assertThat(segments.allocate(1, 2, 0, 1, 700, 9)).isEqualTo(new Allocation(700, 1));
    }

    @Test
    void collectionsPartitionsAndShardsHaveSegmentsOfTheirOwn() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(1, 2, 0, 1, 500, 9);

        assertThat(segments.allocate(9, 2, 0, 1, 501, 9).segmentId()).isEqualTo(501);
        assertThat(segments.allocate(1, 9, 0, 1, 502, 9).segmentId()).isEqualTo(502);
        assertThat(segments.allocate(1, 2, 1, 1, 503, 9).segmentId()).isEqualTo(503);
        assertThat(segments.allocate(1, 2, 0, 1, 504, 9).segmentId()).isEqualTo(500);
    }

    @Test
    void aSnapshotIsSortedAndRestoresTheFill() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(2, 1, 0, 1, 500, 9);
        segments.allocate(1, 2, 1, 8, 501, 9);
        segments.allocate(1, 2, 0, 3, 509, 9);
        segments.allocate(1, 1, 7, 2, 512, 9);

        assertThat(segments.snapshot().getSegmentsList())
                .containsExactly(
                        open(1, 1, 7, 512, 2),
                        open(1, 2, 0, 509, 3),
                        open(1, 2, 1, 501, 8),
                        open(2, 1, 0, 500, 1));
        SegmentAllocator restored = SegmentAllocator.restore(10, segments.snapshot());
        assertThat(restored.snapshot()).isEqualTo(segments.snapshot());
        assertThat(restored.allocate(1, 2, 1, 5, 600, 9)).isEqualTo(new Allocation(501, 2));
    }

    @Test
    void theViewIsToldOfEachMillisecondWithMessagesAndOfTheEnd() {
        SegmentAllocator segments = new SegmentAllocator(10);
        long first = HybridTimestamp.of(20, 4, 0);
        long second = HybridTimestamp.of(20, 4, 1);
        long later = HybridTimestamp.of(21, 4, 0);
        segments.allocate(1, 2, 3, 7, 500, first);
        segments.wrote(first, 4, 40);
        segments.wrote(second, 3, 30);
        segments.allocate(1, 2, 3, 3, 507, later);
        segments.wrote(later, 3, 31);

        assertThat(told(segments))
                .containsExactly(
                        Map.entry(
                                1L,
                                SegmentFill.newBuilder()
                                        .setPartitionId(2)
                                        .setShard(3)
                                        .setSegmentId(500)
                                        .setOpenedTimestamp(first)
                                        .addAllTimestamps(List.of(first, later))
                                        .addAllRows(List.of(7L, 3L))
                                        .addAllBytes(List.of(70L, 31L))
                                        .setSealedTimestamp(later)
                                        .build()));
        assertThat(told(segments)).isEmpty();
        assertThat(segments.snapshot().getSegmentsList()).isEmpty();
    }

    @Test
    void aSealEndsWhatWasOpenedBeforeItAndNothingElse() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(1, 2, 0, 1, 500, 20);
        segments.allocate(1, 2, 1, 1, 501, 21);
        segments.allocate(2, 2, 0, 1, 502, 20);
        segments.drain((collection, update) -> {});

        segments.seal(1, 20);

        assertThat(told(segments))
                .extracting(told -> told.getValue().getSegmentId())
                .containsExactly(500L);
        assertThat(segments.allocate(1, 2, 1, 1, 600, 22).segmentId()).isEqualTo(501);
        assertThat(segments.allocate(1, 2, 0, 1, 601, 22).segmentId()).isEqualTo(601);
        assertThat(segments.allocate(2, 2, 0, 1, 602, 22).segmentId()).isEqualTo(502);
        // A flush that is announced again after a restart finds nothing of its time.
        segments.drain((collection, update) -> {});
        segments.seal(1, 20);
        assertThat(told(segments)).isEmpty();
    }

    @Test
    void aSegmentIsSealedOnTheGridWhenItIsOfAge() {
        SegmentLimits limits = new SegmentLimits(10, 100, new TickGrid(50));
        SegmentAllocator segments = new SegmentAllocator(limits);
        segments.allocate(1, 2, 0, 1, 500, HybridTimestamp.of(1010, 1, 0));
        segments.allocate(1, 2, 1, 1, 501, HybridTimestamp.of(1049, 1, 0));
        segments.allocate(1, 2, 2, 10, 502, HybridTimestamp.of(1049, 1, 1));
        segments.allocate(1, 2, 0, 1, 600, HybridTimestamp.of(1050, 1, 0));
        segments.allocate(1, 2, 3, 1, 601, HybridTimestamp.of(1051, 1, 0));
        segments.drain((collection, update) -> {});
        // 1010 + 100 lies in the cell that ends with 1149.
        long deadline = HybridTimestamp.endOf(1149);

        segments.sealAgedBefore(deadline);
        assertThat(told(segments)).isEmpty();
        SegmentAllocator restored = SegmentAllocator.restore(limits, segments.snapshot());
        segments.sealAgedBefore(deadline + 1);
        restored.sealAgedBefore(deadline + 1);

        List<Map.Entry<Long, SegmentFill>> sealed = told(segments);
        assertThat(sealed)
                .extracting(told -> told.getValue().getSegmentId())
                .containsExactly(500L, 501L);
        assertThat(sealed).allMatch(told -> told.getValue().getSealedTimestamp() == deadline);
        assertThat(told(restored)).isEqualTo(sealed);
        assertThat(segments.snapshot().getSegmentsList())
                .extracting(OpenSegment::getSegmentId)
                .containsExactly(601L);
    }

    @Test
    void aDroppedCollectionIsForgotten() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(1, 2, 0, 1, 500, 9);
        segments.allocate(2, 2, 0, 1, 501, 9);

        segments.dropCollection(1);

        assertThat(segments.snapshot().getSegmentsList()).containsExactly(open(2, 2, 0, 501, 1));
    }

    @Test
    void impossibleBoundsAreBrokenInvariants() {
        assertThatThrownBy(() -> new SegmentAllocator(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segment_max_rows must be at least 1, found 0");
        assertThatThrownBy(() -> new SegmentAllocator(1).allocate(1, 2, 0, 0, 5, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows to place must be at least 1, found 0");
    }

    private static List<Map.Entry<Long, SegmentFill>> told(SegmentAllocator segments) {
        List<Map.Entry<Long, SegmentFill>> told = new ArrayList<>();
        segments.drain((collection, update) -> told.add(Map.entry(collection, update.getFill())));
        return told;
    }

    private static OpenSegment open(
            long collectionId, long partitionId, int shard, long segmentId, long rows) {
        return OpenSegment.newBuilder()
                .setCollectionId(collectionId)
                .setPartitionId(partitionId)
                .setShard(shard)
                .setSegmentId(segmentId)
                .setRows(rows)
                .setOpenedTimestamp(9)
                .build();
    }
}
