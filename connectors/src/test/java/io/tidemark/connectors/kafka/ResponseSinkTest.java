package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.wal.WalOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.Test;

class ResponseSinkTest {

    private static final WalOutput OUTPUT = new WalOutput.Count(1, 2, 3);

    private final TestingWriter kafka = new TestingWriter();

    @Test
    void usageExample() throws Exception {
        SinkWriter<WalOutput> writer = writer();
        writer.write(OUTPUT, null);
        writer.flush(true);
        writer.close();
        assertThat(kafka.written).containsExactly(OUTPUT);
        assertThat(kafka.told).containsExactly("flushed to the end", "closed");
    }

    @Test
    void aLostRecordFailsTheTaskAtACheckpoint() throws Exception {
        SinkWriter<WalOutput> writer = writer();
        kafka.lost = true;
        assertThatThrownBy(() -> writer.flush(false)).hasMessage("a record was lost");
    }

    /** Or the failure of one task would end its TaskManager. */
    @Test
    void aLostRecordDoesNotFailTheClosing() throws Exception {
        SinkWriter<WalOutput> writer = writer();
        kafka.lost = true;
        assertThatCode(writer::close).doesNotThrowAnyException();
        assertThat(kafka.told).containsExactly("closed");
    }

    private SinkWriter<WalOutput> writer() throws IOException {
        return new ResponseSink(new TestingSink(kafka)).createWriter(null);
    }

    private record TestingSink(TestingWriter writer) implements Sink<WalOutput> {
        @Override
        public SinkWriter<WalOutput> createWriter(WriterInitContext context) {
            return writer;
        }
    }

    /** As Kafka's: whoever flushes or closes it is told that a record was lost. */
    private static final class TestingWriter implements SinkWriter<WalOutput> {
        private final List<WalOutput> written = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private boolean lost;

        @Override
        public void write(WalOutput output, Context context) {
            written.add(output);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            told.add(endOfInput ? "flushed to the end" : "flushed");
            requireNothingLost();
        }

        @Override
        public void close() throws IOException {
            told.add("closed");
            requireNothingLost();
        }

        private void requireNothingLost() throws IOException {
            if (lost) {
                throw new IOException("a record was lost");
            }
        }
    }
}
