package io.tidemark.connectors.kafka;

import io.tidemark.tick.TickGrid;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A writer of the log on a tick grid of 50 ms, with a broker that acknowledges when told to. */
final class TestingDmlWriter implements AutoCloseable {

    static final int MAX_MESSAGE_BYTES = 100;

    private static final DmlTopic TOPIC = new DmlTopic("dml", MAX_MESSAGE_BYTES, new Properties());
    private static final OutputTag<WalOutput> RESPONSES =
            new OutputTag<>("responses", TypeInformation.of(WalOutput.class));
    private static final OutputTag<WalOutput> SEGMENTS =
            new OutputTag<>("segments", TypeInformation.of(WalOutput.class));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(
                    Cluster.empty(),
                    false,
                    null,
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
    private final OneInputStreamOperatorTestHarness<WalOutput, WalOutput> harness;

    private TestingDmlWriter() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new Factory(producer));
        harness.open();
    }

    static TestingDmlWriter open() throws Exception {
        return new TestingDmlWriter();
    }

    void take(WalOutput output) throws Exception {
        harness.processElement(new StreamRecord<>(output));
    }

    void watermark(long ms) throws Exception {
        harness.processWatermark(new Watermark(ms));
    }

    void idle() throws Exception {
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
    }

    void beforeBarrier() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
    }

    void endInput() throws Exception {
        harness.endInput();
    }

    /** Lets that many milliseconds of processing time pass. */
    void pass(long ms) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + ms);
    }

    /** Acknowledges the oldest message that is not. */
    void acknowledge() throws Exception {
        producer.completeNext();
        readMail();
    }

    /** Fails the oldest message that is not acknowledged. */
    void fail(RuntimeException why) throws Exception {
        producer.errorNext(why);
        readMail();
    }

    private void readMail() throws Exception {
        TaskMailbox mailbox = harness.getTaskMailbox();
        for (Optional<Mail> mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
                mail.isPresent();
                mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY)) {
            mail.get().run();
        }
    }

    /** All that was sent. */
    List<ProducerRecord<byte[], byte[]>> sent() {
        return producer.history();
    }

    /** What the main output got since the last call: counts and watermarks. */
    List<Object> drain() {
        List<Object> drained = new ArrayList<>();
        Queue<Object> output = harness.getOutput();
        for (Object next = output.poll(); next != null; next = output.poll()) {
            drained.add(next instanceof StreamRecord<?> wanted ? wanted.getValue() : next);
        }
        return drained;
    }

    /** What went to {@code responses} since the last call. */
    List<WalOutput> responses() {
        return drain(RESPONSES);
    }

    /** What went to the view of segments since the last call. */
    List<WalOutput> segments() {
        return drain(SEGMENTS);
    }

    private List<WalOutput> drain(OutputTag<WalOutput> tag) {
        List<WalOutput> drained = new ArrayList<>();
        Queue<StreamRecord<WalOutput>> output = harness.getSideOutput(tag);
        while (output != null && !output.isEmpty()) {
            drained.add(output.remove().getValue());
        }
        return drained;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private static final class Factory extends AbstractStreamOperatorFactory<WalOutput>
            implements OneInputStreamOperatorFactory<WalOutput, WalOutput> {

        private static final long serialVersionUID = 1L;

        private final transient Producer<byte[], byte[]> producer;

        Factory(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
        public <T extends StreamOperator<WalOutput>> T createStreamOperator(
                StreamOperatorParameters<WalOutput> parameters) {
            return (T)
                    new DmlWriter(
                            parameters,
                            TOPIC,
                            clientId -> producer,
                            RESPONSES,
                            SEGMENTS,
                            new TickGrid(50),
                            new AnswerPacks.Limits(1, 1 << 16));
        }

        @Override
        @SuppressWarnings("rawtypes") // Flink's signature
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return DmlWriter.class;
        }
    }
}
