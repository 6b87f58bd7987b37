package io.tidemark.proto;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns a tree of JSON into a message. Protobuf's own parser does the work; it neither says where
 * an error lies nor bounds the numbers it computes, so the tree is walked first.
 */
final class JsonTree {

    private static final int MAX_FOUND_CHARS = 60;

    /** What is done at every scalar of the tree. */
    private interface Leaf {
        void visit(FieldDescriptor field, JsonElement value, String path)
                throws InvalidProtocolBufferException;
    }

    private final Leaf leaf;

    private JsonTree(Leaf leaf) {
        this.leaf = leaf;
    }

    /**
     * @param path where the object stands in a larger one; empty for the outermost
     */
    static Message toMessage(Message prototype, JsonObject object, String path)
            throws InvalidProtocolBufferException {
        Descriptor type = prototype.getDescriptorForType();
        new JsonTree(JsonNumbers::requireBounded).walk(type, object, path);
        Message.Builder builder = prototype.newBuilderForType();
        try {
            JsonFormat.parser().merge(object.toString(), builder);
        } catch (InvalidProtocolBufferException e) {
            // Only now is it worth the time to try each scalar by itself.
            new JsonTree(JsonTree::tryAlone).walk(type, object, path);
            throw error(path, e.getMessage());
        }
        return builder.build();
    }

    static JsonObject object(JsonElement element, Descriptor type, String path)
            throws InvalidProtocolBufferException {
        if (!element.isJsonObject()) {
            throw error(path, "expected an object (" + type.getFullName() + ")" + found(element));
        }
        return element.getAsJsonObject();
    }

    static InvalidProtocolBufferException error(String path, String reason) {
        return new InvalidProtocolBufferException(path.isEmpty() ? reason : path + ": " + reason);
    }

    static String found(JsonElement element) {
        String text = element.toString();
        boolean whole = text.length() <= MAX_FOUND_CHARS;
        return ", found " + (whole ? text : text.substring(0, MAX_FOUND_CHARS) + "…");
    }

    private void walk(Descriptor type, JsonObject object, String path)
            throws InvalidProtocolBufferException {
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            FieldDescriptor field = fieldNamed(type, entry.getKey());
            if (field == null) {
                throw error(
                        inner, "is no field of " + type.getFullName() + "; it has " + all(type));
            }
            value(field, entry.getValue(), inner);
        }
    }

    private void value(FieldDescriptor field, JsonElement value, String path)
            throws InvalidProtocolBufferException {
        if (value.isJsonNull()) {
            return;
        }
        if (field.isMapField()) {
            FieldDescriptor key = field.getMessageType().findFieldByName("key");
            FieldDescriptor inner = field.getMessageType().findFieldByName("value");
            JsonObject entries = object(value, field.getMessageType(), path);
            for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
                leaf.visit(key, new JsonPrimitive(entry.getKey()), path);
                single(inner, entry.getValue(), path + "." + entry.getKey());
            }
        } else if (field.isRepeated()) {
            if (!value.isJsonArray()) {
                throw error(path, "expected an array, each element " + kind(field) + found(value));
            }
            JsonArray elements = value.getAsJsonArray();
            for (int i = 0; i < elements.size(); i++) {
                single(field, elements.get(i), path + "[" + i + "]");
            }
        } else {
            single(field, value, path);
        }
    }

    private void single(FieldDescriptor field, JsonElement value, String path)
            throws InvalidProtocolBufferException {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            walk(field.getMessageType(), object(value, field.getMessageType(), path), path);
        } else if (!value.isJsonPrimitive()) {
            throw error(path, "expected " + kind(field) + found(value));
        } else {
            leaf.visit(field, value, path);
        }
    }

    private static void tryAlone(FieldDescriptor field, JsonElement value, String path)
            throws InvalidProtocolBufferException {
        JsonElement whole = value;
        if (field.isRepeated()) {
            JsonArray array = new JsonArray();
            array.add(value);
            whole = array;
        }
        JsonObject alone = new JsonObject();
        alone.add(field.getName(), whole);
        try {
            JsonFormat.parser()
                    .merge(alone.toString(), DynamicMessage.newBuilder(field.getContainingType()));
        } catch (InvalidProtocolBufferException e) {
            throw error(path, "expected " + kind(field) + found(value));
        }
    }

    private static FieldDescriptor fieldNamed(Descriptor type, String name) {
        for (FieldDescriptor field : type.getFields()) {
            if (name.equals(field.getName()) || name.equals(field.getJsonName())) {
                return field;
            }
        }
        return null;
    }

    private static String all(Descriptor type) {
        return type.getFields().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(", "));
    }

    /** What may stand there, in words. */
    static String kind(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case ENUM ->
                    "one of "
                            + field.getEnumType().getValues().stream()
                                    .map(value -> value.getName())
                                    .collect(Collectors.joining(", "));
            case MESSAGE -> "an object (" + field.getMessageType().getFullName() + ")";
            case BYTE_STRING -> "bytes as base64";
            default -> "a value of type " + field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
