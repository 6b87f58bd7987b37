package io.tidemark.insert;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.LongArray;
import org.junit.jupiter.api.Test;

class RowIdColumnTest {

    @Test
    void idsAreWrittenAndCountedAsProtobufDoesAlsoWhereTheyGrowByAByte() {
        for (long first : new long[] {1, 120, 128, 16_380, (1L << 49) - 4, Long.MAX_VALUE - 9}) {
            Rows rows = new Rows(new int[] {0, 1, 3, 7, 8}, 1, 5);
            LongArray expected =
                    LongArray.newBuilder()
                            .addData(first + 1)
                            .addData(first + 3)
                            .addData(first + 7)
                            .addData(first + 8)
                            .build();
            RowIdColumn ids = new RowIdColumn(first, 9);

            int bytes = (int) ids.bytes(rows);
            WireWriter out = new WireWriter(Wire.fieldBytes(bytes));
            out.writeHead(LongArray.DATA_FIELD_NUMBER, bytes);
            ids.write(out, rows);
            assertThat(out.finish()).as("from %d", first).isEqualTo(expected.toByteArray());
        }
    }
}
