package io.tidemark.task;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.insert.InsertBatch;
import io.tidemark.insert.InsertTask;
import io.tidemark.insert.KnownTexts;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.proto.ProxyState;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.segment.PendingFlushes;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.segment.SegmentLimits;
import io.tidemark.tick.CellCounts;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.Outbox;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tasks of one request partition, one proxy. A task is decided when meta has closed its
 * millisecond, against meta as of its timestamp; at once where nothing waits before it.
 */
public final class ProxyTasks {

    private final ClusterSettings settings;
    private final MetaView meta;
    private final InsertPlaces places;
    private final DmTaskQueue queue;
    private final SegmentAllocator segments;
    private final PendingFlushes flushes;
    private final InsertRates rates;
    private final PendingFlushes.Flush flush = this::flush;
    private final CellCounts counts;
    private final TaskMetrics metrics;
    private final QueueWait wait;
    private final Outbox out;
    private final KnownTexts texts = new KnownTexts();
    private final List<WalOutput.Message> messages = new ArrayList<>();
    private long decided;
    private long lastTimestamp;

    /**
     * @param kept by the last checkpoint; of the queue's part the queue itself takes care
     */
    public ProxyTasks(
            ClusterSettings settings,
            MetaView meta,
            DmTaskQueue queue,
            ProxyState kept,
            TaskMetrics metrics,
            QueueWait wait,
            Consumer<WalOutput> out) {
        this.settings = settings;
        this.meta = meta;
        this.places = new InsertPlaces(meta);
        this.queue = queue;
        this.segments = SegmentAllocator.restore(SegmentLimits.of(settings), kept.getSegments());
        this.flushes = new PendingFlushes(kept.getSegments().getFlushesList());
        this.rates = new InsertRates(settings.getRequestPartitions(), kept.getRatesList());
        this.counts =
                new CellCounts(new TickGrid(settings.getTickStepMs()), settings.getChannels());
        this.metrics = metrics;
        this.wait = wait;
        this.out = new Outbox(settings.getChannels(), settings.getMaxMessageBytes(), out);
    }

    /** Takes the partition's next requests. */
    public void take(List<Request> requests) throws Exception {
        for (Request request : requests) {
            if (queue.isEmpty() && decidable(request)) {
                decide(request);
            } else {
                wait.added(queue.head() + queue.size());
                queue.add(request);
            }
        }
        out.flush();
    }

    /** Decides every task that meta has reached. */
    public void advance() throws Exception {
        Request request = queue.peek();
        while (request != null && decidable(request)) {
            queue.remove();
            decide(request);
            request = queue.peek();
        }
        out.flush();
        wait.decided(queue.head());
    }

    /** Seals the open segments of a collection at a timestamp, once its turn has come. */
    public void flushAt(long timestamp, long collectionId) {
        flushes.add(timestamp, collectionId);
    }

    /** Ends a physical millisecond: no task at or before it comes any more. */
    public void close(long ms) {
        sealBefore(HybridTimestamp.endOf(ms) + 1);
    }

    /** Tells how many messages were written since the last call, and into which segments. */
    public void drain() {
        counts.drain(out);
        segments.drain(
                (collectionId, update) ->
                        out.accept(new WalOutput.ForSegments(collectionId, update.toByteArray())));
        out.flush();
    }

    /** What a checkpoint keeps beside the queue, once drained. */
    public ProxyState.Builder snapshot() {
        return ProxyState.newBuilder()
                .setSegments(
                        segments.snapshot().toBuilder().addAllFlushes(flushes.snapshot()).build())
                .addAllRates(rates.snapshot());
    }

    /**
     * How it is: all that comes through a partition waits in one queue. Done is what was decided,
     * whatever came of it.
     */
    public TaskSchedulerHeartbeat.Builder heartbeat() {
        return TaskSchedulerHeartbeat.newBuilder()
                .setDmQueueLength(queue.size())
                .setNumDmDone(decided)
                .setLastTimestamp(lastTimestamp);
    }

    public DmTaskQueue queue() {
        return queue;
    }

    /** Closes what is open of a collection or partition whose drop no task can precede any more. */
    public void forget(MetaChange dropped) {
        if (dropped.hasCollection()) {
            segments.dropCollection(dropped.getCollection().getId());
            rates.forget(dropped.getCollection().getId());
        } else {
            PartitionMeta partition = dropped.getPartition();
            segments.dropPartition(partition.getCollectionId(), partition.getId());
        }
    }

    /** What time does to segments before a timestamp, in the order of time. */
    private void sealBefore(long timestamp) {
        flushes.applyBefore(timestamp, flush);
        segments.sealAgedBefore(timestamp);
    }

    private void flush(long collectionId, long timestamp) {
        segments.sealAgedBefore(timestamp);
        segments.seal(collectionId, timestamp);
    }

    private boolean decidable(Request request) {
        return HybridTimestamp.physicalMs(request.timestamp()) <= meta.closedMs();
    }

    private void decide(Request request) {
        sealBefore(request.timestamp());
        decided++;
        lastTimestamp = request.timestamp();
        if (request.refused()) {
            metrics.refused(request.refusal().kind());
            Answers.refused(request, out);
            return;
        }
        switch (request.method()) {
            case INSERT -> {
                try {
                    insert(request);
                } finally {
                    // Whatever became of it, its messages are not kept until the next one.
                    messages.clear();
                }
            }
            case ALLOC_TIMESTAMP -> Answers.allocTimestamp(request, out);
            default ->
                    throw new IllegalStateException(
                            "ingest lets no " + request.method() + " into a request partition");
        }
    }

    private void insert(Request request) {
        long rows = 0;
        InsertTask task;
        try {
            InsertBatch batch = InsertBatch.parse(request.payload(), texts);
            rows = batch.rows();
            InsertPlaces.Place place = places.find(batch, request.timestamp());
            rates.take(place.schema(), request);
            task = InsertTask.prepare(request, batch, place.schema(), place.partitions(), settings);
            task.execute(segments, messages::add);
        } catch (RefusedException refused) {
            metrics.refused(refused.refusal().kind());
            Answers.answer(request, InsertTask.failure(refused.refusal(), rows, request), out);
            return;
        } catch (RuntimeException failure) {
            // An exception of the pure decision is this request's own; nothing of it was written.
            metrics.failed(request.method());
            Refusal refusal = new Refusal(ErrorKind.UNEXPECTED, "The request failed: " + failure);
            Answers.answer(request, InsertTask.failure(refusal, rows, request), out);
            Answers.deadLetter(request, failure.toString(), out);
            return;
        }
        metrics.executed(request.method());
        for (WalOutput.Message message : messages) {
            counts.add(message.channel(), message.timestamp());
            out.accept(message);
        }
        if (request.replyTo().wanted()) {
            out.accept(Answers.answer(request, task.result()));
        }
    }
}
