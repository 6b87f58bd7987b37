package io.tidemark.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tidemark.request.Payload;
import java.io.IOException;

/**
 * The few leading fields of a Milvus request that stamping needs, read without decoding the rest.
 *
 * @param msgType {@code base.msg_type}, 0 where there is none
 * @param token {@code base.timestamp}: of a request the newest timestamp its client has seen, of a
 *     tick the time it carries
 * @param field3 the number in field 3: {@code count} of an AllocTimestampRequest
 * @param field7 the number in field 7: {@code num_rows} of an InsertRequest
 */
record Envelope(int msgType, long token, long field3, long field7) {

    private static final int BASE = 1;
    private static final int MSG_TYPE = 1;
    private static final int TIMESTAMP = 3;

    /**
     * @param based whether the message begins with a base; without one, field 1 is its own and says
     *     nothing of type and time
     * @throws IOException where the bytes are no protobuf message
     */
    static Envelope read(Payload payload, boolean based) throws IOException {
        CodedInputStream in = payload.input();
        int msgType = 0;
        long token = 0;
        long field3 = 0;
        long field7 = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            int wireType = WireFormat.getTagWireType(tag);
            if (based && field == BASE && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int limit = in.pushLimit(in.readRawVarint32());
                for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
                    switch (inner) {
                        case MSG_TYPE << 3 -> msgType = in.readEnum();
                        case TIMESTAMP << 3 -> token = in.readUInt64();
                        default -> in.skipField(inner);
                    }
                }
                in.checkLastTagWas(0);
                in.popLimit(limit);
            } else if (tag == 3 << 3) {
                field3 = in.readUInt64();
            } else if (tag == 7 << 3) {
                field7 = in.readUInt64();
            } else {
                in.skipField(tag);
            }
        }
        return new Envelope(msgType, token, field3, field7);
    }
}
