package io.tidemark.request;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.milvus.grpc.Status;

/** Answers that say no more than how a request ended. */
public final class Responses {

    private static final String STATUS = "status";

    private Responses() {}

    /** Both codes 0, as clients before and since 2.3 read it. */
    public static Status success() {
        return new Refusal(ErrorKind.SUCCESS, "").status();
    }

    /**
     * The method's response type with its status telling the refusal.
     *
     * @param method null where ingest could not tell it: the answer is then a bare status
     */
    public static Message refused(Method method, Refusal refusal) {
        if (method == null || method.responsePrototype() instanceof Status) {
            return refusal.status();
        }
        Message response = method.responsePrototype();
        FieldDescriptor status = response.getDescriptorForType().findFieldByName(STATUS);
        return response.newBuilderForType().setField(status, refusal.status()).build();
    }
}
