package io.tidemark.proto;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import milvus.proto.msg.Msg;

/**
 * The bytes fields of Milvus that hold a serialized {@link CollectionSchema}: a client's {@code
 * CreateCollectionRequest.schema}, and that of the message on {@code dml}.
 */
final class EmbeddedSchemas {

    private static final String NAME = "schema";

    private static final List<Descriptor> HOLDERS =
            List.of(
                    CreateCollectionRequest.getDescriptor(),
                    Msg.CreateCollectionRequest.getDescriptor());

    private EmbeddedSchemas() {}

    /** The field of a message type that holds a schema. */
    static Optional<FieldDescriptor> in(Descriptor type) {
        return HOLDERS.contains(type) ? Optional.of(type.findFieldByName(NAME)) : Optional.empty();
    }

    /** Where the schema is written as an object, puts the base64 that protobuf's mapping wants. */
    static void serialize(Descriptor type, JsonObject message)
            throws InvalidProtocolBufferException {
        JsonElement written = in(type).isEmpty() ? null : message.get(NAME);
        if (written != null && written.isJsonObject()) {
            Message schema =
                    JsonTree.toMessage(
                            CollectionSchema.getDefaultInstance(), written.getAsJsonObject(), NAME);
            byte[] bytes = JsonMessages.serialize(schema);
            message.addProperty(NAME, Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** The schema that such a field holds; empty where its bytes are none. */
    static Optional<Message> parse(ByteString bytes) {
        try {
            return Optional.of(CollectionSchema.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
