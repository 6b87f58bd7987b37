package io.tidemark.proto;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.FieldSchema;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import milvus.proto.msg.Msg;

/**
 * The bytes fields of Milvus that hold a serialized schema: of a collection a client's {@code
 * CreateCollectionRequest.schema} and that of the message on {@code dml}, of a field {@code
 * AddCollectionFieldRequest.schema}.
 */
final class EmbeddedSchemas {

    private static final String NAME = "schema";

    private static final Map<Descriptor, Message> HELD =
            Map.of(
                    CreateCollectionRequest.getDescriptor(),
                    CollectionSchema.getDefaultInstance(),
                    Msg.CreateCollectionRequest.getDescriptor(),
                    CollectionSchema.getDefaultInstance(),
                    AddCollectionFieldRequest.getDescriptor(),
                    FieldSchema.getDefaultInstance());

    private EmbeddedSchemas() {}

    /** The field of a message type that holds a schema. */
    static Optional<FieldDescriptor> in(Descriptor type) {
        return HELD.containsKey(type) ? Optional.of(type.findFieldByName(NAME)) : Optional.empty();
    }

    /** Where the schema is written as an object, puts the base64 that protobuf's mapping wants. */
    static void serialize(Descriptor type, JsonObject message)
            throws InvalidProtocolBufferException {
        JsonElement written = in(type).isEmpty() ? null : message.get(NAME);
        if (written != null && written.isJsonObject()) {
            Message schema = JsonTree.toMessage(HELD.get(type), written.getAsJsonObject(), NAME);
            byte[] bytes = DeterministicBytes.of(schema);
            message.addProperty(NAME, Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** The schema that such a field of a type holds; empty where its bytes are none. */
    static Optional<Message> parse(Descriptor type, ByteString bytes) {
        try {
            return Optional.of(HELD.get(type).getParserForType().parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
