package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.proto.OpenSegment;
import io.tidemark.segment.SegmentAllocator.Allocation;
import org.junit.jupiter.api.Test;

class SegmentAllocatorTest {

    @Test
    void usageExample() {
        SegmentAllocator segments = new SegmentAllocator(10);

        assertThat(segments.allocate(1, 2, 0, 7, 500)).isEqualTo(new Allocation(500, 7));
        assertThat(segments.allocate(1, 2, 0, 7, 600)).isEqualTo(new Allocation(500, 3));
        assertThat(segments.allocate(1, 2, 0, 4, 603)).isEqualTo(new Allocation(603, 4));
    }

    @Test
    void aSegmentFilledToTheLastRowIsFollowedByANewOne() {
        SegmentAllocator segments = new SegmentAllocator(10);

        assertThat(segments.allocate(1, 2, 0, 10, 500)).isEqualTo(new Allocation(500, 10));
        assertThat(segments.allocate(1, 2, 0, 1, 700)).isEqualTo(new Allocation(700, 1));
    }

    @Test
    void collectionsPartitionsAndShardsHaveSegmentsOfTheirOwn() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(1, 2, 0, 1, 500);

        assertThat(segments.allocate(9, 2, 0, 1, 501).segmentId()).isEqualTo(501);
        assertThat(segments.allocate(1, 9, 0, 1, 502).segmentId()).isEqualTo(502);
        assertThat(segments.allocate(1, 2, 1, 1, 503).segmentId()).isEqualTo(503);
        assertThat(segments.allocate(1, 2, 0, 1, 504).segmentId()).isEqualTo(500);
    }

    @Test
    void aSnapshotIsSortedAndRestoresTheFill() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(2, 1, 0, 1, 500);
        segments.allocate(1, 2, 1, 8, 501);
        segments.allocate(1, 2, 0, 3, 509);
        segments.allocate(1, 1, 7, 2, 512);

        assertThat(segments.snapshot().getSegmentsList())
                .containsExactly(
                        open(1, 1, 7, 512, 2),
                        open(1, 2, 0, 509, 3),
                        open(1, 2, 1, 501, 8),
                        open(2, 1, 0, 500, 1));
        SegmentAllocator restored = SegmentAllocator.restore(10, segments.snapshot());
        assertThat(restored.snapshot()).isEqualTo(segments.snapshot());
        assertThat(restored.allocate(1, 2, 1, 5, 600)).isEqualTo(new Allocation(501, 2));
    }

    @Test
    void aDroppedCollectionIsForgotten() {
        SegmentAllocator segments = new SegmentAllocator(10);
        segments.allocate(1, 2, 0, 1, 500);
        segments.allocate(2, 2, 0, 1, 501);

        segments.dropCollection(1);

        assertThat(segments.snapshot().getSegmentsList()).containsExactly(open(2, 2, 0, 501, 1));
    }

    @Test
    void impossibleBoundsAreBrokenInvariants() {
        assertThatThrownBy(() -> new SegmentAllocator(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segment_max_rows must be at least 1, found 0");
        assertThatThrownBy(() -> new SegmentAllocator(1).allocate(1, 2, 0, 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows to place must be at least 1, found 0");
    }

    private static OpenSegment open(
            long collectionId, long partitionId, int shard, long segmentId, long rows) {
        return OpenSegment.newBuilder()
                .setCollectionId(collectionId)
                .setPartitionId(partitionId)
                .setShard(shard)
                .setSegmentId(segmentId)
                .setRows(rows)
                .build();
    }
}
