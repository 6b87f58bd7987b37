package io.tidemark.connectors.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Where the two fields of a request type lie that the gateway completes: the base, which carries
 * the causality token, and the database. Both are completed by bytes put behind the message, which
 * protobuf reads as if they had stood in it; what the client sent is neither decoded nor changed.
 */
final class RequestShape {

    /** Holds what is looked at; rows are larger and are stepped over. */
    private static final int BUFFER_BYTES = 512;

    private static final int BASE = 1;

    /** In {@code MsgBase}. */
    private static final int TIMESTAMP = 3;

    /**
     * What a client said by itself.
     *
     * @param based whether there is a base
     * @param token its base's timestamp; 0 where it has none
     * @param database empty where it names none
     * @param goal database that a collection is to move to; empty where it names none
     */
    record Head(boolean based, long token, String database, String goal) {

        /** Whether there is nothing to add but what the method says as well. */
        boolean bare(long newest, String connections) {
            return Long.compareUnsigned(newest, token) <= 0
                    && (connections.isEmpty() || !database.isEmpty());
        }
    }

    private final boolean hasBase;
    private final int databaseField;
    private final int goalField;
    private final boolean takesDatabase;
    private final boolean meansAll;
    private final MsgType type;

    /**
     * @param request the request's type
     * @param number what stands for its method: a {@code MsgType}, or a number Milvus does not know
     */
    RequestShape(Descriptor request, int number) {
        FieldDescriptor base = request.findFieldByNumber(BASE);
        hasBase =
                base != null
                        && base.getType() == FieldDescriptor.Type.MESSAGE
                        && base.getMessageType() == MsgBase.getDescriptor();
        databaseField = DatabaseFields.of(request).map(FieldDescriptor::getNumber).orElse(0);
        FieldDescriptor goal = request.findFieldByName(DatabaseFields.GOAL);
        goalField = goal == null ? 0 : goal.getNumber();
        meansAll = DatabaseFields.ABOUT_ALL.contains(request.getName());
        takesDatabase = databaseField != 0 && DatabaseFields.meansTheConnections(request);
        type = MsgType.forNumber(number);
    }

    /**
     * Reads it from a request, to its end; what lies between is stepped over.
     *
     * @throws IOException where the bytes are no protobuf message
     */
    Head read(InputStream request) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(request, BUFFER_BYTES);
        boolean based = false;
        long token = 0;
        String database = "";
        String goal = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (hasBase && tag == tag(BASE, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                based = true;
                int limit = in.pushLimit(in.readRawVarint32());
                for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
                    if (inner == tag(TIMESTAMP, WireFormat.WIRETYPE_VARINT)) {
                        token = in.readUInt64();
                    } else {
                        in.skipField(inner);
                    }
                }
                in.checkLastTagWas(0);
                in.popLimit(limit);
            } else if (databaseField != 0
                    && tag == tag(databaseField, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                database = in.readString();
            } else if (goalField != 0
                    && tag == tag(goalField, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                goal = in.readString();
            } else if (!in.skipField(tag)) {
                throw new IOException("a group ends that never began");
            }
        }
        return new Head(based, token, database, goal);
    }

    /**
     * The databases a request is about; none for all of them.
     *
     * @param head what {@link #read} found in it
     * @param database the database of its connection; empty for none
     */
    List<String> about(Head head, String database) {
        if (meansAll && head.database().isEmpty()) {
            return List.of();
        }
        String named = head.database().isEmpty() ? database : head.database();
        return head.goal().isEmpty() ? List.of(named) : List.of(named, head.goal());
    }

    /**
     * The bytes that complete a request, put behind it; none where there is nothing to add.
     *
     * @param head what {@link #read} found in it
     * @param token the newest timestamp its client has seen; 0 for none
     * @param database the database of its connection, for a request that names none; empty for none
     */
    byte[] completion(Head head, long token, String database) {
        boolean newer = Long.compareUnsigned(token, head.token()) > 0;
        boolean base = hasBase && (newer || (!head.based() && type != null));
        boolean named = !database.isEmpty() && head.database().isEmpty() && takesDatabase;
        MsgBase added = base ? base(head, newer ? token : 0) : MsgBase.getDefaultInstance();
        byte[] completion =
                new byte
                        [(base ? CodedOutputStream.computeMessageSize(BASE, added) : 0)
                                + (named
                                        ? CodedOutputStream.computeStringSize(
                                                databaseField, database)
                                        : 0)];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(completion);
            if (base) {
                out.writeMessage(BASE, added);
            }
            if (named) {
                out.writeString(databaseField, database);
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every write", e);
        }
        return completion;
    }

    private MsgBase base(Head head, long token) {
        MsgBase.Builder base = MsgBase.newBuilder().setTimestamp(token);
        if (!head.based() && type != null) {
            base.setMsgType(type);
        }
        return base.build();
    }

    private static int tag(int field, int wireType) {
        return (field << 3) | wireType;
    }
}
