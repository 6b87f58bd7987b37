package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.clock.HybridClock;
import io.tidemark.ingest.PartitionIngest;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * What savepoints hold of the sources. The bytes of version 1 stand here written out by hand: other
 * bytes under the same version number would be read wrong, not refused.
 */
class LogSerializersTest {

    private static final LogSplit SPLIT =
            new LogSplit(
                    new TopicPartition("req", 2),
                    0x1122L,
                    new PartitionIngest.State(
                            new HybridClock.State(0x0102030405060708L, 0x99L, 0x03L), 0xABCDL));

    /** Topic (length, UTF-8), partition, offset, last timestamp, reference, tick slack, next id. */
    private static final String SPLIT_HEX =
            "0003"
                    + "726571"
                    + "00000002"
                    + "0000000000001122"
                    + "0102030405060708"
                    + "0000000000000099"
                    + "0000000000000003"
                    + "000000000000abcd";

    /** Topic id, digest, behaviour, version of splits, how many, and each with its length. */
    private static final String STATE_HEX =
            "0002"
                    + "6964"
                    + "0004"
                    + "30306666"
                    + "00000007"
                    + "00000001"
                    + "00000001"
                    + "00000031"
                    + SPLIT_HEX;

    private final LogSplitSerializer splits = new LogSplitSerializer();
    private final LogEnumeratorStateSerializer states = new LogEnumeratorStateSerializer();

    @Test
    void usageExample() throws Exception {
        LogSplit back = splits.deserialize(splits.getVersion(), splits.serialize(SPLIT));

        assertThat(back).isEqualTo(SPLIT);
        assertThat(back.ingest()).isEqualTo(SPLIT.ingest());
        assertThat(back.getStartingOffset()).isEqualTo(0x1122L);
        assertThat(back.splitId()).isEqualTo(SPLIT.splitId());
    }

    @Test
    void theBytesOfASplitAreThoseOfVersionOne() throws Exception {
        assertThat(splits.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(splits.serialize(SPLIT))).isEqualTo(SPLIT_HEX);
        assertThat(splits.deserialize(1, HexFormat.of().parseHex(SPLIT_HEX))).isEqualTo(SPLIT);
    }

    @Test
    void theBytesOfAnEnumeratorsStateAreThoseOfVersionOne() throws Exception {
        LogEnumeratorState state = new LogEnumeratorState("id", "00ff", 7, List.of(SPLIT));

        assertThat(states.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(states.serialize(state))).isEqualTo(STATE_HEX);
        assertThat(states.deserialize(1, HexFormat.of().parseHex(STATE_HEX))).isEqualTo(state);
    }

    @Test
    void anEmptyStateComesBack() throws Exception {
        LogEnumeratorState empty = new LogEnumeratorState("", "", 1, List.of());

        assertThat(states.deserialize(1, states.serialize(empty))).isEqualTo(empty);
    }

    @Test
    void anotherVersionIsRefusedInASentence() {
        assertThatIOException()
                .isThrownBy(() -> splits.deserialize(2, new byte[0]))
                .withMessage("expected a split of version 1, found 2");
        assertThatIOException()
                .isThrownBy(() -> states.deserialize(0, new byte[0]))
                .withMessage("expected an enumerator state of version 1, found 0");
    }

    @Test
    void aSplitWithoutAClockIsRefused() {
        KafkaPartitionSplit plain = new KafkaPartitionSplit(new TopicPartition("req", 2), 5);

        assertThatIOException()
                .isThrownBy(() -> splits.serialize(plain))
                .withMessageStartingWith("expected a split with a clock, found ");
    }

    @Test
    void splitsWithOtherClocksDiffer() {
        LogSplit later =
                new LogSplit(new TopicPartition("req", 2), 0x1122L, PartitionIngest.State.INITIAL);

        assertThat(later).isNotEqualTo(SPLIT);
        assertThat(later.hashCode()).isNotEqualTo(SPLIT.hashCode());
    }
}
