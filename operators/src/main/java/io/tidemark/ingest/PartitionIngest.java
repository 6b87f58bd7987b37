package io.tidemark.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.clock.HybridClock;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.clock.IdAllocator;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.JsonMessages;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import java.io.IOException;

/**
 * Takes in one log partition, record by record: tells what each asks for, stamps it and reserves
 * its ids. A pure function of the partition; what it cannot take it refuses in words, and goes on.
 */
public final class PartitionIngest {

    /**
     * What a checkpoint keeps, together with the offset.
     *
     * @param clock the clock
     * @param nextId the id counter
     */
    public record State(HybridClock.State clock, long nextId) {
        public static final State INITIAL =
                new State(HybridClock.State.INITIAL, IdAllocator.INITIAL);
    }

    private final int partition;
    private final ClusterSettings settings;
    private final HybridClock clock;
    private final IdAllocator ids;
    private String lastHeader;
    private Method lastMethod;

    /**
     * @param partition log partition: 0 = {@code definitions}, 1 + i = {@code requests} i
     */
    public PartitionIngest(int partition, ClusterSettings settings, State state) {
        this.partition = partition;
        this.settings = settings;
        this.clock = new HybridClock(partition, settings.getMaxDriftMs(), state.clock());
        this.ids = new IdAllocator(partition, state.nextId());
    }

    /** Takes the next record; never throws for what lies in it. */
    public Request take(LogRecord logRecord) {
        Method method = null;
        Payload payload = logRecord.payload();
        try {
            if (payload.size() > settings.getMaxRequestBytes()) {
                throw new RefusedException(
                        ErrorKind.TOO_LARGE,
                        "a request must have at most "
                                + settings.getMaxRequestBytes()
                                + " bytes, found "
                                + payload.size());
            }
            if (logRecord.replyTo().json()) {
                method = named(required(logRecord.method()));
                payload = fromJson(method, payload);
            }
            Method told = logRecord.method() == null ? null : named(logRecord.method());
            Envelope envelope = envelope(payload, told == null || told.hasBase());
            method = told == null ? typed(envelope) : told;
            if (method == Method.TIME_TICK) {
                long tickMs = HybridTimestamp.physicalMs(envelope.token());
                return tick(logRecord, clock.tick(logRecord.appendMs(), tickMs));
            }
            requireTopic(method);
            return stamp(logRecord, method, payload, envelope);
        } catch (RefusedException refused) {
            return refused(logRecord, method, refused.refusal());
        }
    }

    /** The newest timestamp given: the partition's own time. */
    public long last() {
        return clock.last();
    }

    /** The highest time that brokers and ticks have told, in milliseconds since the Unix epoch. */
    public long logMs() {
        return clock.referenceMs();
    }

    public State state() {
        return new State(clock.state(), ids.next());
    }

    private Request stamp(LogRecord logRecord, Method method, Payload payload, Envelope envelope)
            throws RefusedException {
        int stamps = 1;
        if (method == Method.ALLOC_TIMESTAMP) {
            stamps = (int) Math.min(HybridClock.MAX_GRANT, Math.max(1, envelope.field3()));
        }
        long timestamp = clock.stamp(logRecord.appendMs(), envelope.token(), stamps);
        int count =
                switch (method) {
                    case INSERT -> rows(payload, envelope);
                    case CREATE_COLLECTION,
                            CREATE_PARTITION,
                            CREATE_DATABASE,
                            CREATE_ALIAS,
                            CREATE_INDEX ->
                            settings.getDefinitionIdBlock();
                    default -> 0;
                };
        long firstId = count > 0 ? ids.reserve(count) : 0;
        return new Request(
                partition,
                logRecord.offset(),
                timestamp,
                firstId,
                method == Method.ALLOC_TIMESTAMP ? stamps : count,
                method,
                payload,
                logRecord.replyTo(),
                null);
    }

    /** Rows to reserve ids for: none where the number is a lie, which validation then refuses. */
    private int rows(Payload payload, Envelope envelope) {
        long rows = envelope.field7();
        boolean possible = rows > 0 && rows <= settings.getMaxRows() && rows <= payload.size();
        return possible ? (int) rows : 0;
    }

    private Request tick(LogRecord logRecord, long timestamp) {
        return new Request(
                partition,
                logRecord.offset(),
                timestamp,
                0,
                0,
                Method.TIME_TICK,
                logRecord.payload(),
                ReplyTo.NONE,
                null);
    }

    private Request refused(LogRecord logRecord, Method method, Refusal refusal) {
        return new Request(
                partition,
                logRecord.offset(),
                clock.last(),
                0,
                0,
                method,
                logRecord.payload(),
                logRecord.replyTo(),
                refusal);
    }

    private void requireTopic(Method method) throws RefusedException {
        Method.Topic here = partition == 0 ? Method.Topic.DEFINITIONS : Method.Topic.REQUESTS;
        if (method.topic() != Method.Topic.ANY && method.topic() != here) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    method.rpcName()
                            + " belongs into topic "
                            + topicName(method.topic())
                            + ", found it in "
                            + topicName(here));
        }
    }

    private static String topicName(Method.Topic topic) {
        return topic == Method.Topic.DEFINITIONS ? "definitions" : "requests";
    }

    private static Method typed(Envelope envelope) throws RefusedException {
        return Method.ofNumber(envelope.msgType())
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.INVALID_PARAMETER,
                                        "expected a header `method` or a base.msg_type that is"
                                                + " served, found type "
                                                + envelope.msgType()));
    }

    /** Nearly always the method of the record before. */
    private Method named(String header) throws RefusedException {
        if (!header.equals(lastHeader)) {
            lastMethod =
                    Method.named(header)
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    ErrorKind.INVALID_PARAMETER,
                                                    "method `" + header + "` is not served"));
            lastHeader = header;
        }
        return lastMethod;
    }

    private static String required(String header) throws RefusedException {
        if (header == null) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "a JSON request needs a header `method`, such as CreateCollection");
        }
        return header;
    }

    private static Payload fromJson(Method method, Payload payload) throws RefusedException {
        try {
            return Payload.of(JsonMessages.parse(method.requestPrototype(), payload.text()));
        } catch (InvalidProtocolBufferException malformed) {
            throw new RefusedException(ErrorKind.INVALID_PARAMETER, malformed.getMessage());
        } catch (RuntimeException failure) {
            // Reading text is this request's own affair: its failure must not stop the partition.
            throw new RefusedException(ErrorKind.UNEXPECTED, "The request failed: " + failure);
        }
    }

    private static Envelope envelope(Payload payload, boolean based) throws RefusedException {
        try {
            return Envelope.read(payload, based);
        } catch (IOException malformed) {
            throw new RefusedException(
                    ErrorKind.INVALID_PARAMETER,
                    "expected a serialized Milvus message: " + malformed.getMessage());
        }
    }
}
