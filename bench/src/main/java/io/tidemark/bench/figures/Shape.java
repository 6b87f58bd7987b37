package io.tidemark.bench.figures;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.SchemaCompletion;

/**
 * What the requests of a load look like.
 *
 * @param rows a request
 * @param dim floats a row
 * @param shards of the collection
 */
public record Shape(int rows, int dim, int shards) {

    /** Different bodies, so that no cache sees the same bytes again and again. */
    private static final int BODIES = 64;

    String collection() {
        return collection(0);
    }

    /** One of several collections alike. */
    String collection(int number) {
        return "d" + dim + "s" + shards + "n" + number;
    }

    CreateCollectionRequest create(int number) {
        return SampleCollection.create(collection(number), dim, shards);
    }

    /** Some inserts, to be sent in turn. */
    byte[][] bodies(int number) {
        byte[][] bodies = new byte[BODIES][];
        RandomRows source = new RandomRows(collection(number), schema(number), 1);
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = source.next(rows).toByteArray();
        }
        return bodies;
    }

    /** Messages of so many inserts: with many rows, each shard gets some of every insert. */
    long messages(long requests) {
        return rows == 1 ? requests : requests * shards;
    }

    private CollectionSchema schema(int number) {
        try {
            return SchemaCompletion.complete(
                    CollectionSchema.parseFrom(create(number).getSchema()), collection(number));
        } catch (RefusedException | InvalidProtocolBufferException e) {
            throw new IllegalStateException("the sample collection is not valid", e);
        }
    }
}
