package io.tidemark.request;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.tidemark.proto.RootCoordMessages;
import java.util.Optional;
import milvus.proto.msg.Msg.TimeTickMsg;

/**
 * What a request asks for: the RPCs of {@code milvus.proto.milvus.MilvusService} that Tidemark
 * serves, and the tick that moves a log partition's clock.
 */
public enum Method {
    CREATE_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.CreateCollection,
            CreateCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    DROP_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.DropCollection,
            DropCollectionRequest.getDefaultInstance(),
            Status.getDefaultInstance()),
    HAS_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.HasCollection,
            HasCollectionRequest.getDefaultInstance(),
            BoolResponse.getDefaultInstance()),
    DESCRIBE_COLLECTION(
            Topic.DEFINITIONS,
            MsgType.DescribeCollection,
            DescribeCollectionRequest.getDefaultInstance(),
            DescribeCollectionResponse.getDefaultInstance()),
    SHOW_COLLECTIONS(
            Topic.DEFINITIONS,
            MsgType.ShowCollections,
            ShowCollectionsRequest.getDefaultInstance(),
            ShowCollectionsResponse.getDefaultInstance()),
    INSERT(
            Topic.REQUESTS,
            MsgType.Insert,
            InsertRequest.getDefaultInstance(),
            MutationResult.getDefaultInstance()),
    ALLOC_TIMESTAMP(
            Topic.ANY,
            MsgType.AllocTimestamp,
            // The published messages lack the count; on the wire these are the same.
            AllocTimestampRequest.getDescriptor(),
            RootCoordMessages.AllocTimestampRequest.getDefaultInstance(),
            RootCoordMessages.AllocTimestampResponse.getDefaultInstance()),
    TIME_TICK(
            Topic.ANY,
            MsgType.TimeTick,
            TimeTickMsg.getDefaultInstance(),
            Status.getDefaultInstance());

    /** The topic a request belongs into. */
    public enum Topic {
        DEFINITIONS,
        REQUESTS,
        ANY
    }

    private static final String SERVICE = "milvus.proto.milvus.MilvusService/";

    private final Topic topic;
    private final MsgType msgType;
    private final Descriptor published;
    private final Message request;
    private final Message response;
    private final String rpcName;

    Method(Topic topic, MsgType msgType, Message request, Message response) {
        this(topic, msgType, request.getDescriptorForType(), request, response);
    }

    Method(Topic topic, MsgType msgType, Descriptor published, Message request, Message response) {
        this.topic = topic;
        this.msgType = msgType;
        this.published = published;
        this.request = request;
        this.response = response;
        String message = published.getName();
        this.rpcName =
                message.endsWith("Request")
                        ? message.substring(0, message.length() - "Request".length())
                        : message;
    }

    public Topic topic() {
        return topic;
    }

    public MsgType msgType() {
        return msgType;
    }

    /** The RPC's bare name, as {@code CreateCollection}. */
    public String rpcName() {
        return rpcName;
    }

    /** What the header {@code method} carries: the published request message's full name. */
    public String fullName() {
        return published.getFullName();
    }

    public Message requestPrototype() {
        return request;
    }

    public Message responsePrototype() {
        return response;
    }

    public Parser<? extends Message> responseParser() {
        return response.getParserForType();
    }

    /**
     * The method a header names: the RPC ({@code CreateCollection}, with or without its service) or
     * the request message's full name.
     */
    public static Optional<Method> named(String header) {
        String name = header.startsWith("/") ? header.substring(1) : header;
        if (name.startsWith(SERVICE)) {
            name = name.substring(SERVICE.length());
        }
        for (Method method : values()) {
            if (name.equals(method.rpcName) || name.equals(method.fullName())) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** The method that a message's own {@code base.msg_type} tells. */
    public static Optional<Method> ofType(int msgTypeNumber) {
        for (Method method : values()) {
            if (method.msgType.getNumber() == msgTypeNumber) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
