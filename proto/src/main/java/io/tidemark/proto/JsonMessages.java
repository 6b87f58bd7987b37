package io.tidemark.proto;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Milvus messages as JSON for people: protobuf's own JSON mapping with the names of the {@code
 * .proto} files, enum values by name, and a serialized schema inside a message ({@link
 * EmbeddedSchemas}) as an object where it would be base64.
 */
public final class JsonMessages {

    /** Fields whose default says something to a reader of an answer: they are always printed. */
    private static final Set<FieldDescriptor> TELLING_DEFAULTS =
            Set.of(
                    field(Status.getDescriptor(), "error_code"),
                    field(Status.getDescriptor(), "code"),
                    field(BoolResponse.getDescriptor(), "value"),
                    field(MutationResult.getDescriptor(), "insert_cnt"));

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .sortingMapKeys()
                    .includingDefaultValueFields(TELLING_DEFAULTS);

    private JsonMessages() {}

    /**
     * The serialized message that a JSON object describes; the same text gives the same bytes.
     *
     * @param prototype any message of the type that is meant
     * @param json one object; fields by their name in the {@code .proto} file or in lowerCamelCase;
     *     an unknown field is an error
     * @throws InvalidProtocolBufferException with a sentence that names the place, what was
     *     expected there and what was found
     */
    public static byte[] parse(Message prototype, String json)
            throws InvalidProtocolBufferException {
        Descriptor type = prototype.getDescriptorForType();
        JsonObject object = readObject(json, type);
        EmbeddedSchemas.serialize(type, object);
        return DeterministicBytes.of(JsonTree.toMessage(prototype, object, ""));
    }

    /** The message as indented JSON, fields in the order of their declaration's numbers. */
    public static String print(Message message) {
        String text = text(message);
        Optional<FieldDescriptor> field = EmbeddedSchemas.in(message.getDescriptorForType());
        if (field.isEmpty()) {
            return text;
        }
        ByteString bytes = (ByteString) message.getField(field.get());
        // A line break is never part of a JSON string, so this is the field and nothing else.
        String key = "\n  \"" + field.get().getName() + "\": ";
        String base64 = key + '"' + Base64.getEncoder().encodeToString(bytes.toByteArray()) + '"';
        return EmbeddedSchemas.parse(message.getDescriptorForType(), bytes)
                .map(schema -> text.replace(base64, key + text(schema).replace("\n", "\n  ")))
                .orElse(text);
    }

    private static String text(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("The message has no JSON form", e);
        }
    }

    private static JsonObject readObject(String json, Descriptor type)
            throws InvalidProtocolBufferException {
        try {
            JsonReader reader = new JsonReader(new StringReader(json));
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new InvalidProtocolBufferException(
                        "Expected one JSON object, found more behind it");
            }
            return JsonTree.object(element, type, "");
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (JsonParseException | IOException e) {
            throw notJson(e);
        }
    }

    private static InvalidProtocolBufferException notJson(Exception cause) {
        Throwable told = cause.getCause() == null ? cause : cause.getCause();
        String reason = String.valueOf(told.getMessage()).lines().findFirst().orElse("");
        return new InvalidProtocolBufferException(
                "Expected a JSON object, found text that is none: " + reason);
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        return type.findFieldByName(name);
    }
}
