package io.tidemark.bench.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.load.Answers;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record of a request topic asks for, as far as its effect can be foretold.
 *
 * @param target what it names
 * @param body the parsed message; null where it is broken or of no interest here
 */
record LoggedRequest(Kind kind, Target target, Message body) {

    private static final String DEFAULT_PARTITION = "_default";
    private static final LoggedRequest OTHER = new LoggedRequest(Kind.OTHER, Target.NONE, null);

    /**
     * What a request names.
     *
     * @param collection database and name, as {@link #key}; empty where it names none
     * @param partition where it may name one; else empty
     */
    record Target(String collection, String partition) {
        static final Target NONE = new Target("", "");

        private static Target collection(String database, String name) {
            return new Target(key(database, name), "");
        }
    }

    /** Kinds whose effect can be foretold. */
    enum Kind {
        INSERT(0, "Insert"),
        CREATE(1, "CreateCollection"),
        DROP(2, "DropCollection"),
        HAS(3, "HasCollection"),
        DESCRIBE(4, "DescribeCollection"),
        TICK(5, "TimeTick"),
        OTHER(6, ""),
        CREATE_PARTITION(7, "CreatePartition"),
        DROP_PARTITION(8, "DropPartition"),
        HAS_PARTITION(9, "HasPartition");

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

        /** Whether the answer is yes or no. */
        boolean asks() {
            return this == HAS || this == HAS_PARTITION;
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
            return json || kind == Kind.INSERT ? new LoggedRequest(kind, Target.NONE, null) : OTHER;
        }
    }

    private static LoggedRequest parsed(Kind kind, byte[] value)
            throws InvalidProtocolBufferException {
        switch (kind) {
            case INSERT -> {
                InsertRequest insert = InsertRequest.parseFrom(value);
                String key = key(insert.getDbName(), insert.getCollectionName());
                String named = insert.getPartitionName().strip();
                Target target = new Target(key, named.isEmpty() ? DEFAULT_PARTITION : named);
                return new LoggedRequest(kind, target, insert);
            }
            case CREATE -> {
                CreateCollectionRequest create = CreateCollectionRequest.parseFrom(value);
                return new LoggedRequest(
                        kind,
                        Target.collection(create.getDbName(), create.getCollectionName()),
                        create);
            }
            case DROP -> {
                DropCollectionRequest drop = DropCollectionRequest.parseFrom(value);
                return new LoggedRequest(
                        kind, Target.collection(drop.getDbName(), drop.getCollectionName()), drop);
            }
            case HAS -> {
                HasCollectionRequest has = HasCollectionRequest.parseFrom(value);
                Target target = Target.collection(has.getDbName(), has.getCollectionName());
                // Asked as of another time, the answer cannot be foretold here.
                return has.getTimeStamp() == 0 ? new LoggedRequest(kind, target, has) : OTHER;
            }
            case DESCRIBE -> {
                DescribeCollectionRequest describe = DescribeCollectionRequest.parseFrom(value);
                Target target =
                        Target.collection(describe.getDbName(), describe.getCollectionName());
                boolean byName = describe.getTimeStamp() == 0 && describe.getCollectionID() == 0;
                return byName ? new LoggedRequest(kind, target, describe) : OTHER;
            }
            case CREATE_PARTITION, DROP_PARTITION, HAS_PARTITION -> {
                // The three have the same fields, under the same numbers.
                HasPartitionRequest any = HasPartitionRequest.parseFrom(value);
                String key = key(any.getDbName(), any.getCollectionName());
                return new LoggedRequest(
                        kind, new Target(key, any.getPartitionName().strip()), any);
            }
            default -> {
                return new LoggedRequest(kind, Target.NONE, null);
            }
        }
    }

    private static Kind kind(String method, byte[] value) throws InvalidProtocolBufferException {
        if (method == null) {
            return typed(value);
        }
        String name =
                method.substring(1 + Math.max(method.lastIndexOf('/'), method.lastIndexOf('.')));
        String bare = name.endsWith("Request") ? name.substring(0, name.length() - 7) : name;
        return bare.equals("TimeTickMsg") ? Kind.TICK : Kind.named(bare);
    }

    /**
     * The kind that a base names. A base that came in pieces is one, and of it nothing else is
     * looked at, as it need not be a valid one.
     */
    private static Kind typed(byte[] value) throws InvalidProtocolBufferException {
        long type = 0;
        for (ByteString piece :
                UnknownFieldSet.parseFrom(value).getField(1).getLengthDelimitedList()) {
            for (long told : UnknownFieldSet.parseFrom(piece).getField(1).getVarintList()) {
                type = told;
            }
        }
        MsgType known = MsgType.forNumber((int) type);
        return known == null ? Kind.OTHER : Kind.named(known.name());
    }
}
