package io.tidemark.bench.figures;

import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.request.Method;

/** The loads that clients send. */
final class Loads {

    private static final int DIM = 128;

    private Loads() {}

    static Requester.Source inserts(byte[][] bodies) {
        return index -> new Requester.Next(Method.INSERT, bodies[index % bodies.length]);
    }

    /**
     * A collection created, then dropped, and so on.
     *
     * @param names put before the collections' names
     */
    static Requester.Source definitions(String names) {
        return index -> {
            String name = names + index / 2;
            return index % 2 == 0
                    ? new Requester.Next(
                            Method.CREATE_COLLECTION,
                            SampleCollection.create(name, DIM, 1).toByteArray())
                    : new Requester.Next(Method.DROP_COLLECTION, drop(name));
        };
    }

    private static byte[] drop(String name) {
        return DropCollectionRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropCollection))
                .setCollectionName(name)
                .build()
                .toByteArray();
    }
}
