package io.tidemark.bench.pressure;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Requests of any type with something in most of their fields: names that may be there, numbers
 * that are mostly small, entries, messages. Some are executed, most ask for what cannot be.
 */
final class PlausibleRequests {

    private static final int MOST_ENTRIES = 3;
    private static final int DEPTH = 3;
    private static final List<String> NAMES =
            List.of("", "", "default", "_default", "id", "vector", "HNSW", "L2", "1024", "\n{}");

    private static final Set<String> COLLECTION_IDS =
            Set.of("collectionID", "collectionId", "collection_id");

    private final SplittableRandom random;
    private final Supplier<String> collections;

    /**
     * @param collections names for fields that name a collection, and now and then for others
     */
    PlausibleRequests(SplittableRandom random, Supplier<String> collections) {
        this.random = random;
        this.collections = collections;
    }

    /** One of a type. */
    Message next(Message prototype) {
        return filled(prototype.newBuilderForType(), DEPTH);
    }

    private Message filled(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                for (int entries = random.nextInt(MOST_ENTRIES); entries > 0; entries--) {
                    message.addRepeatedField(field, value(message, field, depth));
                }
            } else if (random.nextInt(4) > 0) {
                message.setField(field, value(message, field, depth));
            }
        }
        return message.build();
    }

    private Object value(Message.Builder message, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> (int) number();
            case LONG -> COLLECTION_IDS.contains(field.getName()) ? strangeId() : number();
            case FLOAT -> (float) number();
            case DOUBLE -> (double) number();
            case STRING -> text(field);
            case BYTE_STRING -> ByteString.copyFromUtf8(text(field));
            case ENUM -> constant(field.getEnumType());
            case MESSAGE ->
                    depth == 0
                            ? message.newBuilderForField(field).build()
                            : filled(message.newBuilderForField(field), depth - 1);
        };
    }

    private long number() {
        return random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(4);
    }

    /** Small ones are those of collections that are not to be spoilt. */
    private long strangeId() {
        return random.nextInt(4) == 0 ? 0 : random.nextLong();
    }

    private String text(FieldDescriptor field) {
        return field.getName().contains("collection") || random.nextInt(4) == 0
                ? collections.get()
                : NAMES.get(random.nextInt(NAMES.size()));
    }

    private Object constant(EnumDescriptor type) {
        return type.getValues().get(random.nextInt(type.getValues().size()));
    }
}
