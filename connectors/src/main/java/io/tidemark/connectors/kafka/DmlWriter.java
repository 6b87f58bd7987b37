package io.tidemark.connectors.kafka;

import io.tidemark.tick.TickGrid;
import io.tidemark.wal.AckGate;
import io.tidemark.wal.WalHeader;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.DeadLetter;
import io.tidemark.wal.WalOutput.ForSegments;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.MessagePack;
import io.tidemark.wal.WalOutput.Tick;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes messages and ticks to {@code dml}, under one rule: what is not a message (a count, an
 * answer, a watermark) goes on, in order, once every message before it is acknowledged. It is the
 * place where W1 and W6 are kept.
 *
 * <p>It has no state: before a checkpoint's barrier it flushes and hands on all it holds, so that a
 * count is always on its message's side of the barrier. After the first failed send nothing more is
 * sent and the task fails; a replay writes the same bytes again.
 *
 * <p>A watermark goes on when it crosses the tick grid: who is behind the writers takes the minimum
 * over all of them, those of proxies go by the grid, and each watermark wakes everybody there.
 *
 * <p>Counts go to the main output, answers and dead letters to a side output, what is for the view
 * of segments to another. Answers that become free together leave together, and what comes shortly
 * after others is gathered, so that they share a record.
 */
final class DmlWriter extends AbstractStreamOperator<WalOutput>
        implements OneInputStreamOperator<WalOutput, WalOutput>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    /** For how long after answers or dead letters have left the next ones are gathered. */
    private static final long GATHERING_MS = 5;

    /** What waits behind messages: an output, or a watermark where there is none. */
    private record Held(WalOutput output, long watermarkMs) {}

    private final MailboxExecutor mailbox;
    private final DmlTopic topic;
    private final Function<String, Producer<byte[], byte[]>> producers;
    private final OutputTag<WalOutput> responses;
    private final OutputTag<WalOutput> segments;
    private final TickGrid grid;
    private final AckGate<Held> gate = new AckGate<>();
    private final AnswerPacks packs;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicBoolean mailPending = new AtomicBoolean();
    private final StreamRecord<WalOutput> reused = new StreamRecord<>(null);
    private DmlWriterMetrics told;
    private Producer<byte[], byte[]> producer;
    private long heldMs = Long.MIN_VALUE;
    private boolean gathering;
    private long gatheredMs;
    private volatile boolean closing;

    /**
     * @param producers opens a producer under a client id
     */
    DmlWriter(
            StreamOperatorParameters<WalOutput> parameters,
            DmlTopic topic,
            Function<String, Producer<byte[], byte[]>> producers,
            OutputTag<WalOutput> responses,
            OutputTag<WalOutput> segments,
            TickGrid grid,
            AnswerPacks.Limits packs) {
        super(parameters);
        this.mailbox = parameters.getMailboxExecutor();
        this.topic = topic;
        this.producers = producers;
        this.responses = responses;
        this.segments = segments;
        this.grid = grid;
        this.packs = new AnswerPacks(packs);
    }

    @Override
    public void open() throws Exception {
        super.open();
        told = new DmlWriterMetrics(getMetricGroup(), gate);
        String name = getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
        producer = producers.apply(name.replaceAll("[^A-Za-z0-9]+", "-"));
    }

    @Override
    public void processElement(StreamRecord<WalOutput> element) throws Exception {
        WalOutput output = element.getValue();
        if (output instanceof Message message) {
            send(message.channel(), WalHeader.Message.of(message), message.body());
        } else if (output instanceof MessagePack pack) {
            send(pack.channel(), new WalHeader.Messages(pack.writer(), pack.count()), pack.body());
        } else if (output instanceof Tick tick) {
            send(tick.channel(), WalHeader.Tick.of(tick), TickMessages.body(tick.timestamp(), 0));
        } else {
            hold(new Held(output, Long.MIN_VALUE));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The last watermark of a drained job is no time: it closes nothing.
        long closedMs = grid.closedMs(mark.getTimestamp());
        if (closedMs > heldMs) {
            heldMs = closedMs;
            hold(new Held(null, closedMs));
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        if (status.isIdle()) {
            throw new IllegalStateException(
                    "an input of the log's writer was declared idle: that drops it from the"
                            + " barrier; set no idleness");
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        drain();
    }

    @Override
    public void endInput() throws Exception {
        drain();
    }

    @Override
    public void close() throws Exception {
        closing = true;
        if (producer != null) {
            Closing.withWarning(LOG, "a producer of dml", () -> producer.close(Duration.ZERO));
        }
        super.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of success and failure
    private void send(int channel, WalHeader header, byte[] body) throws Exception {
        failIfSendingFailed();
        if (body.length > topic.maxMessageBytes()) {
            throw new IllegalStateException(
                    "a message of "
                            + body.length
                            + " bytes reached channel "
                            + channel
                            + "; messages are cut at "
                            + topic.maxMessageBytes());
        }
        List<Header> headers = List.of(new RecordHeader(header.key(), header.encode()));
        AckGate.Epoch epoch = gate.send();
        told.sent(header.held(), body.length);
        producer.send(
                new ProducerRecord<>(topic.name(), channel, null, null, body, headers),
                (metadata, exception) -> acknowledged(epoch, header.held(), exception));
    }

    /** Runs in the producer's thread. */
    private void acknowledged(AckGate.Epoch epoch, int messages, Exception exception) {
        if (exception != null) {
            if (failure.compareAndSet(null, exception)) {
                mail();
            }
            return;
        }
        told.acknowledged(messages);
        if (epoch.acknowledge()) {
            mail();
        }
    }

    private void mail() {
        if (closing || !mailPending.compareAndSet(false, true)) {
            return;
        }
        try {
            mailbox.execute(this::advance, "acknowledgements of dml");
        } catch (RejectedExecutionException closed) {
            LOG.debug("The task closed before its last acknowledgements: {}", closed.toString());
        }
    }

    private void advance() throws Exception {
        mailPending.set(false);
        failIfSendingFailed();
        release();
    }

    private void hold(Held held) throws Exception {
        gate.hold(held);
        failIfSendingFailed();
        release();
    }

    private void release() {
        gate.release(this::emit);
        if (!packs.isEmpty()) {
            sendUnlessGathering();
        }
    }

    private void emit(Held held) {
        if (held.output() == null) {
            told.closed(held.watermarkMs());
            output.emitWatermark(new Watermark(held.watermarkMs()));
        } else if (held.output() instanceof Count) {
            output.collect(reused.replace(held.output()));
        } else if (held.output() instanceof Answer answer) {
            packs.add(answer, this::respond);
        } else if (held.output() instanceof DeadLetter letter) {
            packs.add(letter);
        } else if (held.output() instanceof ForSegments) {
            output.collect(segments, reused.replace(held.output()));
        } else {
            throw new IllegalStateException("only what is no message is held: " + held.output());
        }
    }

    private void respond(WalOutput response) {
        output.collect(responses, reused.replace(response));
    }

    /** What comes soon after others have left waits for company; what comes to none does not. */
    private void sendUnlessGathering() {
        if (gathering) {
            return;
        }
        ProcessingTimeService timers = getProcessingTimeService();
        long nowMs = timers.getCurrentProcessingTime();
        if (nowMs >= gatheredMs) {
            sendPacks();
        } else {
            gathering = true;
            // No longer than that, also where the machine's clock was set back. Nobody waits for
            // the timer: a failure in it fails the task.
            Future<?> unused =
                    timers.registerTimer(
                            Math.min(gatheredMs, nowMs + GATHERING_MS), time -> sendPacks());
        }
    }

    private void sendPacks() {
        gathering = false;
        gatheredMs = getProcessingTimeService().getCurrentProcessingTime() + GATHERING_MS;
        packs.drain(this::respond);
    }

    private void drain() throws Exception {
        producer.flush();
        failIfSendingFailed();
        gate.release(this::emit);
        packs.drain(this::respond);
        if (!gate.isEmpty()) {
            throw new IllegalStateException(
                    "a message is neither acknowledged nor failed after a flush");
        }
    }

    private void failIfSendingFailed() throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IOException(
                    "writing to "
                            + topic.name()
                            + " failed; the task restarts and writes the same bytes again",
                    failed);
        }
    }
}
