package io.tidemark.task;

import io.tidemark.clock.HybridTimestamp;
import io.tidemark.definition.Deadlines;
import io.tidemark.definition.Decision;
import io.tidemark.definition.Definitions;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import io.tidemark.setting.Setting;
import java.util.List;
import java.util.function.Consumer;

/**
 * Executes definition requests: a fold over one log partition, whose order is the order of
 * execution. Each request is decided against the table that its predecessors left, its changes are
 * applied, and what is older than the retention before its timestamp is forgotten.
 *
 * <p>What time alone ends is an event at a tick of the grid: it has its place in that order too.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Executed requests and events come in strictly increasing timestamp order. The order is
 *       total, as all stamps of the partition are its own and none is a tick of the grid.
 *   <li>The events before a request are taken before it is executed.
 * </ol>
 */
public final class DdTaskQueue {

    private final MetaTable table;
    private final ClusterSettings settings;
    private final Deadlines deadlines;
    private long lastTimestamp;

    /**
     * @param lastTimestamp of the newest request or event already executed, from a checkpoint; else
     *     0
     */
    public DdTaskQueue(MetaTable table, ClusterSettings settings, long lastTimestamp) {
        this.table = table;
        this.settings = settings;
        this.deadlines = new Deadlines(table);
        this.lastTimestamp = lastTimestamp;
    }

    /** The timestamp of the newest request or event executed: what a checkpoint keeps. */
    public long lastTimestamp() {
        return lastTimestamp;
    }

    /**
     * Takes the events that have come, each before those behind it.
     *
     * @param until the newest timestamp that counts: no request at or below it is still to come,
     *     but for the one at it
     * @param out is handed every change, applied already
     */
    public void advance(long until, Consumer<MetaChange> out) {
        List<MetaChange> event = deadlines.due(until);
        while (!event.isEmpty()) {
            lastTimestamp = event.get(0).getTimestamp();
            for (MetaChange change : event) {
                apply(change);
                out.accept(change);
            }
            event = deadlines.due(until);
        }
    }

    /**
     * Executes a request that ingest let pass.
     *
     * @throws IllegalStateException where the order of requests or the table is broken
     */
    public Outcome execute(Request request) {
        if (request.timestamp() <= lastTimestamp) {
            throw new IllegalStateException(
                    "Invariant 1: expected a request later than "
                            + HybridTimestamp.format(lastTimestamp)
                            + ", found "
                            + HybridTimestamp.format(request.timestamp())
                            + " at offset "
                            + request.offset());
        }
        if (deadlines.isDue(request.timestamp())) {
            throw new IllegalStateException(
                    "Invariant 2: expected no event before "
                            + HybridTimestamp.format(request.timestamp())
                            + ", found "
                            + deadlines.due(request.timestamp()));
        }
        Outcome outcome = decide(request);
        outcome.decision().changes().forEach(this::apply);
        lastTimestamp = request.timestamp();
        expire();
        return outcome;
    }

    // Any exception of the pure decision is this request's own: the next one is decided as if it
    // had not been there. Errors are the machine's and pass.
    private Outcome decide(Request request) {
        try {
            Decision decision = Definitions.decide(request, table, settings);
            decision.requireWithin(settings.getMaxMessageBytes());
            return new Outcome(decision, null, null);
        } catch (RefusedException refused) {
            return new Outcome(answer(request, refused.refusal()), refused.refusal().kind(), null);
        } catch (RuntimeException failure) {
            Refusal refusal = new Refusal(ErrorKind.UNEXPECTED, "The request failed: " + failure);
            return new Outcome(answer(request, refusal), null, failure.toString());
        }
    }

    private static Decision answer(Request request, Refusal refusal) {
        return Decision.answer(Responses.refused(request.method(), refusal));
    }

    private void apply(MetaChange change) {
        table.apply(change);
        deadlines.note(change);
    }

    private void expire() {
        long kept = retentionMs() << HybridTimestamp.LOGICAL_BITS;
        if (kept < lastTimestamp) {
            table.expireBefore(lastTimestamp - kept);
        }
    }

    private long retentionMs() {
        long changed = table.settings().at(0, settings).of(Setting.RETENTION_SECONDS);
        // What the cluster was created with may hold a part of a second.
        return changed == Setting.RETENTION_SECONDS.byDefault(settings)
                ? settings.getMetaRetentionMs()
                : changed * 1_000;
    }
}
