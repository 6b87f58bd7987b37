package io.tidemark.bench.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.tidemark.bench.load.Answers;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record of a request topic asks for, as far as its effect can be foretold.
 *
 * @param collection database and name, as {@link #key}; empty where the request names none
 * @param body the parsed message; null where it is broken or of no interest here
 */
record LoggedRequest(Kind kind, String collection, Message body) {

    private static final LoggedRequest OTHER = new LoggedRequest(Kind.OTHER, "", null);

    /** Kinds whose effect can be foretold. */
    enum Kind {
        INSERT(0, "Insert"),
        CREATE(1, "CreateCollection"),
        DROP(2, "DropCollection"),
        HAS(3, "HasCollection"),
        DESCRIBE(4, "DescribeCollection"),
        TICK(5, "TimeTick"),
        OTHER(6, "");

        private final int code;
        private final String rpc;

        Kind(int code, String rpc) {
            this.code = code;
            this.rpc = rpc;
        }

        /** Four bits that stand for it. */
        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind has code " + code);
        }

        private static Kind named(String rpc) {
            for (Kind kind : values()) {
                if (kind.rpc.equals(rpc)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    static String key(String database, String name) {
        return (database.isEmpty() ? "default" : database) + "/" + name.strip();
    }

    static LoggedRequest of(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        boolean json = "application/json".equals(Answers.header(message, "content-type"));
        Kind kind = Kind.OTHER;
        try {
            kind = kind(Answers.header(message, "method"), value);
            return parsed(kind, json ? JsonRequest.message(kind, value) : value);
        } catch (InvalidProtocolBufferException broken) {
            // Rows that nobody can read here may be of it, and of no other.
            return json || kind == Kind.INSERT ? new LoggedRequest(kind, "", null) : OTHER;
        }
    }

    private static LoggedRequest parsed(Kind kind, byte[] value)
            throws InvalidProtocolBufferException {
        switch (kind) {
            case INSERT -> {
                InsertRequest insert = InsertRequest.parseFrom(value);
                String key = key(insert.getDbName(), insert.getCollectionName());
                return new LoggedRequest(kind, key, insert);
            }
            case CREATE -> {
                CreateCollectionRequest create = CreateCollectionRequest.parseFrom(value);
                String key = key(create.getDbName(), create.getCollectionName());
                return new LoggedRequest(kind, key, create);
            }
            case DROP -> {
                DropCollectionRequest drop = DropCollectionRequest.parseFrom(value);
                String key = key(drop.getDbName(), drop.getCollectionName());
                return new LoggedRequest(kind, key, drop);
            }
            case HAS -> {
                HasCollectionRequest has = HasCollectionRequest.parseFrom(value);
                String key = key(has.getDbName(), has.getCollectionName());
                // Asked as of another time, the answer cannot be foretold here.
                return has.getTimeStamp() == 0 ? new LoggedRequest(kind, key, has) : OTHER;
            }
            case DESCRIBE -> {
                DescribeCollectionRequest describe = DescribeCollectionRequest.parseFrom(value);
                String key = key(describe.getDbName(), describe.getCollectionName());
                boolean byName = describe.getTimeStamp() == 0 && describe.getCollectionID() == 0;
                return byName ? new LoggedRequest(kind, key, describe) : OTHER;
            }
            default -> {
                return new LoggedRequest(kind, "", null);
            }
        }
    }

    private static Kind kind(String method, byte[] value) throws InvalidProtocolBufferException {
        if (method == null) {
            List<ByteString> base =
                    UnknownFieldSet.parseFrom(value).getField(1).getLengthDelimitedList();
            return base.isEmpty()
                    ? Kind.OTHER
                    : Kind.named(MsgBase.parseFrom(base.get(base.size() - 1)).getMsgType().name());
        }
        String name =
                method.substring(1 + Math.max(method.lastIndexOf('/'), method.lastIndexOf('.')));
        String bare = name.endsWith("Request") ? name.substring(0, name.length() - 7) : name;
        return bare.equals("TimeTickMsg") ? Kind.TICK : Kind.named(bare);
    }
}
