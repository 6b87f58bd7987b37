package io.tidemark.bench.load;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import java.util.ArrayList;
import java.util.List;

/**
 * The collections of a load: some that last and some that come and go. Every second one has
 * generated keys and a text beside its vector.
 */
final class LoadCollections {

    private static final int FLEETING = 6;
    private static final int MAX_SHARDS = 4;
    private static final int TEXT_FIELD = 102;

    /** A collection, what creates it, and what fills it. */
    record Entry(String name, CreateCollectionRequest create, RandomRows rows) {}

    private final List<Entry> lasting = new ArrayList<>();
    private final List<Entry> fleeting = new ArrayList<>();
    private final List<Entry> alike = new ArrayList<>();
    private final String alias;

    LoadCollections(LoadPlan plan) {
        alias = plan.session() + "_alias";
        for (int i = 0; i < plan.mix().collections(); i++) {
            Entry entry = entry(plan, "lasting", i);
            lasting.add(entry);
            if (plainKeys(i)) {
                alike.add(entry);
            }
        }
        for (int i = 0; i < FLEETING; i++) {
            fleeting.add(entry(plan, "fleeting", i));
        }
    }

    List<Entry> lasting() {
        return lasting;
    }

    List<Entry> fleeting() {
        return fleeting;
    }

    /** Those of the lasting that take the same rows, so that one alias can mean each. */
    List<Entry> alike() {
        return alike;
    }

    /** A name that means one of {@link #alike()}, and now and then another. */
    String alias() {
        return alias;
    }

    private static boolean plainKeys(int number) {
        return number % 2 == 0;
    }

    private static Entry entry(LoadPlan plan, String kind, int number) {
        String name = plan.session() + "_" + kind + "_" + number;
        CreateCollectionRequest plain =
                SampleCollection.create(name, plan.mix().dim(), 1 + number % MAX_SHARDS);
        CollectionSchema.Builder schema =
                SampleCollection.schema(name, plan.mix().dim()).toBuilder();
        if (!plainKeys(number)) {
            schema.getFieldsBuilder(0).setAutoID(true);
            schema.addFields(text());
        }
        long seed = plan.seed() * 31 + name.hashCode();
        return new Entry(
                name,
                plain.toBuilder().setSchema(schema.build().toByteString()).build(),
                new RandomRows(name, schema.build(), seed));
    }

    private static FieldSchema.Builder text() {
        return FieldSchema.newBuilder()
                .setFieldID(TEXT_FIELD)
                .setName("text")
                .setDataType(DataType.VarChar)
                .addTypeParams(KeyValuePair.newBuilder().setKey("max_length").setValue("64"));
    }
}
