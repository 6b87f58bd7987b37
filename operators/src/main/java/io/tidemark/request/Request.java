package io.tidemark.request;

/**
 * One record of the request log, stamped by the proxy ingest source.
 *
 * @param partition log partition: 0 = {@code definitions}, 1 + i = {@code requests} i
 * @param offset offset in that partition
 * @param timestamp hybrid timestamp; for a refused request that of the partition's clock, which
 *     others may carry too
 * @param firstId first of the ids reserved for it
 * @param idCount how many ids were reserved
 * @param method what it asks for; null only where {@code refusal} says why it is not known
 * @param payload the serialized Milvus message as it lay in the log; it shares its array, so who
 *     holds it for longer than a step holds {@link #kept}
 * @param replyTo where the answer goes
 * @param refusal why it was refused at ingest; null where it is to be executed
 */
public record Request(
        int partition,
        long offset,
        long timestamp,
        long firstId,
        int idCount,
        Method method,
        Payload payload,
        ReplyTo replyTo,
        Refusal refusal) {

    /** The same for who keeps it: its payload shares an array with nobody. */
    public Request kept() {
        return new Request(
                partition,
                offset,
                timestamp,
                firstId,
                idCount,
                method,
                payload.alone(),
                replyTo,
                refusal);
    }

    /** What the client sent and the request holds, in bytes: payload and correlation. */
    public int sentBytes() {
        return payload.size() + replyTo.correlation().length;
    }

    /** Whether ingest already decided that it is answered, not executed. */
    public boolean refused() {
        return refusal != null;
    }
}
