package io.tidemark.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.Status;
import io.tidemark.proto.JsonMessages;
import io.tidemark.request.Method;

/** An answer from topic {@code responses}, decoded. */
record ClientAnswer(Message message) {

    /**
     * @param json whether the value is JSON, as it is where the request was
     * @throws IllegalStateException where the value is not the method's response
     */
    static ClientAnswer of(Method method, byte[] value, boolean json) {
        Message prototype = method.responsePrototype();
        try {
            byte[] bytes = json ? JsonMessages.parse(prototype, new String(value, UTF_8)) : value;
            return new ClientAnswer(method.responseParser().parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "The answer is no "
                            + prototype.getDescriptorForType().getFullName()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Every response of Milvus is a status or has one in its field {@code status}. */
    Status status() {
        if (message instanceof Status status) {
            return status;
        }
        return (Status) message.getField(message.getDescriptorForType().findFieldByName("status"));
    }

    @SuppressWarnings("deprecation") // servers before 2.3 set error_code alone
    boolean ok() {
        return status().getCode() == 0 && status().getErrorCodeValue() == 0;
    }
}
