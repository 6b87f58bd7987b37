package io.tidemark.bench.load;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MilvusProto;
import io.milvus.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the answer to a method has its status: as Milvus' service describes it, and for what its
 * components ask each other, which no published service has, as the protocol says.
 */
final class AnswerTypes {

    /** The answer is a status. */
    static final int ITSELF = 0;

    private static final Map<String, Integer> STATUS_FIELDS = new HashMap<>();

    static {
        MilvusProto.getDescriptor()
                .findServiceByName("MilvusService")
                .getMethods()
                .forEach(AnswerTypes::add);
        List.of(
                        "milvus.proto.data.SegmentFlushCompletedMsg",
                        "milvus.proto.internal.ChannelTimeTickMsg",
                        "milvus.proto.msg.TimeTickMsg",
                        "milvus.proto.proxy.InvalidateCollMetaCacheRequest",
                        "tidemark.AlterSettingsRequest",
                        "tidemark.SegmentIndexedMsg")
                .forEach(method -> STATUS_FIELDS.put(method, ITSELF));
        List.of(
                        "milvus.proto.internal.ShowConfigurationsRequest",
                        "milvus.proto.internal.SysConfigRequest",
                        "milvus.proto.milvus.DescribeSegmentRequest",
                        "milvus.proto.milvus.ShowSegmentsRequest",
                        "milvus.proto.proxy.ListClientInfosRequest",
                        "tidemark.ListNodesRequest",
                        "tidemark.RegisterNodeRequest")
                .forEach(method -> STATUS_FIELDS.put(method, 1));
    }

    private AnswerTypes() {}

    /**
     * The number of the field that has the status, or {@link #ITSELF}.
     *
     * @param method full name of the request's message, as answers carry it; null where the request
     *     was of no known method, which a status alone says
     * @throws InvalidProtocolBufferException if nobody knows what such an answer looks like
     */
    static int statusField(String method) throws InvalidProtocolBufferException {
        if (method == null) {
            return ITSELF;
        }
        Integer field = STATUS_FIELDS.get(method);
        if (field == null) {
            throw new InvalidProtocolBufferException(
                    "an answer to " + method + ", of no known type");
        }
        return field;
    }

    private static void add(MethodDescriptor method) {
        Descriptor answer = method.getOutputType();
        String request = method.getInputType().getFullName();
        if (answer.equals(Status.getDescriptor())) {
            STATUS_FIELDS.put(request, ITSELF);
        }
        for (FieldDescriptor field : answer.getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && field.getMessageType().equals(Status.getDescriptor())) {
                STATUS_FIELDS.put(request, field.getNumber());
            }
        }
    }
}
