package io.tidemark.task;

import io.tidemark.clock.HybridTimestamp;
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

/**
 * Executes definition requests: a fold over one log partition, whose order is the order of
 * execution. Each request is decided against the table that its predecessors left, its changes are
 * applied, and what is older than the retention before its timestamp is forgotten.
 *
 * <p>Invariant 1: executed requests come in strictly increasing timestamp order. The order is
 * total, as all stamps of the partition are its own.
 */
public final class DdTaskQueue {

    private final MetaTable table;
    private final ClusterSettings settings;
    private long lastTimestamp;

    /**
     * @param lastTimestamp of the newest request already executed, from a checkpoint; else 0
     */
    public DdTaskQueue(MetaTable table, ClusterSettings settings, long lastTimestamp) {
        this.table = table;
        this.settings = settings;
        this.lastTimestamp = lastTimestamp;
    }

    /** The timestamp of the newest request executed: what a checkpoint keeps. */
    public long lastTimestamp() {
        return lastTimestamp;
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
        Outcome outcome = decide(request);
        for (MetaChange change : outcome.decision().changes()) {
            table.apply(change);
        }
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

    private void expire() {
        long kept = settings.getMetaRetentionMs() << HybridTimestamp.LOGICAL_BITS;
        if (kept < lastTimestamp) {
            table.expireBefore(lastTimestamp - kept);
        }
    }
}
