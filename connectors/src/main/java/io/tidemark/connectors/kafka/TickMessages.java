package io.tidemark.connectors.kafka;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import milvus.proto.msg.Msg.TimeTickMsg;

/** Milvus' time tick message, as it lies in request topics and on {@code dml}. */
final class TickMessages {

    private TickMessages() {}

    /**
     * @param timestamp hybrid timestamp the tick carries
     * @param sourceId who ticks: 0 is the coordinator
     */
    static byte[] body(long timestamp, long sourceId) {
        return TimeTickMsg.newBuilder()
                .setBase(
                        MsgBase.newBuilder()
                                .setMsgType(MsgType.TimeTick)
                                .setTimestamp(timestamp)
                                .setSourceID(sourceId))
                .build()
                .toByteArray();
    }
}
