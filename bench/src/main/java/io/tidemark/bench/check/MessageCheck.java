package io.tidemark.bench.check;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.proto.DefinitionMsg;
import java.io.IOException;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the closed messages of one channel say, in the order in which a reader gets them. */
final class MessageCheck implements ChannelCheck.Closed {

    private static final int SEQUENCE_BITS = 10;

    private final Report report;
    private final ToldCollections collections;
    private final RowCheck rows;
    private ChannelCheck.Key before;

    MessageCheck(RowGroups groups, DdHistory history, Report report) {
        this.report = report;
        this.collections = new ToldCollections(history, report);
        this.rows = new RowCheck(collections, groups, report);
    }

    @Override
    public void tick(long timestamp, ConsumerRecord<byte[], byte[]> tick) {
        // Time alone; the reader rule has checked it.
    }

    @Override
    public void message(ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message) {
        checkKey(key, message);
        try {
            MsgBase base = base(message.value());
            if (base.getTimestamp() != key.timestamp()) {
                violated(
                        Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                        message,
                        "has timestamp %d in its header, %d in its base"
                                .formatted(key.timestamp(), base.getTimestamp()));
            }
            if (base.getMsgType() == MsgType.Insert) {
                rows.check(key, message, Msg.InsertRequest.parseFrom(message.value()));
            } else if (base.getMsgType() == MsgType.CreateCollection) {
                collections.created(
                        key, message, Msg.CreateCollectionRequest.parseFrom(message.value()));
            } else if (base.getMsgType() == MsgType.DropCollection) {
                collections.dropped(
                        key, message, Msg.DropCollectionRequest.parseFrom(message.value()));
            } else {
                report.count("other messages of definitions", 1);
                collections.defined(
                        key, base.getMsgType(), message, DefinitionMsg.parseFrom(message.value()));
            }
        } catch (IOException broken) {
            violated(Promise.NOTHING_IS_INVENTED, message, "is no message: " + broken.getMessage());
        }
    }

    private void checkKey(ChannelCheck.Key key, ConsumerRecord<byte[], byte[]> message) {
        int stampedBy = (int) (key.timestamp() >>> SEQUENCE_BITS & 0xFF);
        if (stampedBy != key.writer()) {
            violated(
                    Promise.TIMESTAMPS_INCREASE,
                    message,
                    "is written by %d at a timestamp of partition %d"
                            .formatted(key.writer(), stampedBy));
        }
        boolean same =
                before != null
                        && before.timestamp() == key.timestamp()
                        && before.writer() == key.writer();
        int expected = same ? before.part() + 1 : 0;
        if (key.part() != expected) {
            violated(
                    Promise.W5_EVERY_ROW_EXACTLY_ONCE,
                    message,
                    "is part %d, expected part %d".formatted(key.part(), expected));
        }
        before = key;
    }

    private static MsgBase base(byte[] body) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(body == null ? new byte[0] : body);
        int tag = in.readTag();
        if (tag >>> 3 != 1) {
            throw new InvalidProtocolBufferException("it does not begin with a base");
        }
        return MsgBase.parseFrom(in.readByteArray());
    }

    private void violated(Promise promise, ConsumerRecord<byte[], byte[]> at, String what) {
        report.violated(promise, at.topic(), at.partition(), at.offset(), what);
    }
}
