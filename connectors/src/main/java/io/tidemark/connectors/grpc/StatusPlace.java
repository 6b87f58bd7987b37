package io.tidemark.connectors.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.milvus.grpc.Status;
import io.tidemark.request.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Where a response type has its status, so that every RPC can be answered with an error. */
final class StatusPlace {

    /** Number of the field; 0 where the response itself is the status. */
    private final int field;

    private StatusPlace(int field) {
        this.field = field;
    }

    /** Empty where clients of the type look for no status. */
    static Optional<StatusPlace> in(Descriptor response) {
        if (response == Status.getDescriptor()) {
            return Optional.of(new StatusPlace(0));
        }
        return response.getFields().stream()
                .filter(field -> field.getType() == FieldDescriptor.Type.MESSAGE)
                .filter(field -> field.getMessageType() == Status.getDescriptor())
                .filter(field -> !field.isRepeated())
                .map(field -> new StatusPlace(field.getNumber()))
                .findFirst();
    }

    /** A response that says no more than this. */
    byte[] response(Refusal refusal) {
        return response(refusal.status().toByteArray());
    }

    /**
     * A response that says no more than this.
     *
     * @param status a serialized {@code Status}
     */
    byte[] response(byte[] status) {
        if (field == 0) {
            return status;
        }
        ByteArrayOutputStream response = new ByteArrayOutputStream(status.length + 8);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(response);
            out.writeByteArray(field, status);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every write", e);
        }
        return response.toByteArray();
    }
}
