package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.Count;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRecordsTest {

    private static final int MAX_BYTES = 10;

    private final List<WalOutput> out = new ArrayList<>();
    private final SharedRecords<Count> records =
            new SharedRecords<>(
                    3,
                    MAX_BYTES,
                    (counts, bytes) -> new AnswerPack(counts.size(), new byte[bytes]));

    @Test
    void usageExample() {
        Count alone = new Count(2, 1, 1);
        records.add(2, alone, 5, out::add);
        records.add(0, new Count(0, 1, 1), 3, out::add);
        records.add(0, new Count(0, 2, 1), 4, out::add);
        assertThat(out).isEmpty();

        records.drain(out::add);

        assertThat(pack(0)).as("two of seven bytes").isEqualTo("2 of 7");
        assertThat(out.get(1)).as("one without company").isSameAs(alone);
        records.drain(out::add);
        assertThat(out).as("nothing stays behind").hasSize(2);
    }

    @Test
    void whatDoesNotFitAnyMoreLetsTheOthersGo() {
        records.add(1, new Count(1, 1, 1), 6, out::add);
        records.add(1, new Count(1, 2, 1), 4, out::add);
        records.add(1, new Count(1, 3, 1), 1, out::add);

        assertThat(pack(0)).isEqualTo("2 of 10");
        assertThat(out).hasSize(1);
        assertThat(records.fits(MAX_BYTES)).isTrue();
        assertThat(records.fits(MAX_BYTES + 1)).isFalse();
    }

    @Test
    void aPartitionCanLeaveByItself() {
        Count staying = new Count(0, 1, 1);
        Count leaving = new Count(1, 1, 1);
        records.add(0, staying, 1, out::add);
        records.add(1, leaving, 1, out::add);

        records.drain(1, out::add);
        assertThat(out).containsExactly(leaving);
        records.drain(out::add);
        assertThat(out).containsExactly(leaving, staying);
    }

    private String pack(int index) {
        AnswerPack pack = (AnswerPack) out.get(index);
        return pack.replyTo() + " of " + pack.body().length;
    }
}
