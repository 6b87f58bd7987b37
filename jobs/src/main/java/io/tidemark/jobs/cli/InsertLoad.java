package io.tidemark.jobs.cli;

import com.google.protobuf.Message;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Option;

/** What {@code send --generate} does: batches of random rows, pipelined and counted. */
final class InsertLoad {

    /** Of a collection that is created here. */
    private static final int SHARDS = 2;

    @Option(
            names = "--generate",
            required = true,
            paramLabel = "N",
            description = "send N inserts of random rows that fit the collection's schema")
    private int batches;

    @Option(
            names = "--collection",
            required = true,
            paramLabel = "NAME",
            description = "the collection to insert into")
    private String collection;

    @Option(
            names = "--rows",
            paramLabel = "R",
            defaultValue = "100",
            description = "rows an insert (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(
            names = "--dim",
            paramLabel = "D",
            description =
                    "dimension of the vectors: the collection is created where it is missing, with"
                            + " fields 'id' and 'vector'; one with another dimension is an error")
    private Integer dim;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "the same seed gives the same rows (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--in-flight",
            paramLabel = "W",
            defaultValue = "256",
            description = "most inserts without an answer yet (default: ${DEFAULT-VALUE})")
    private int inFlight;

    private final List<ClientAnswer> last = new ArrayList<>(1);
    private long succeeded;
    private long failed;
    private String firstReason = "";

    /** A sentence where the numbers make no sense; empty where they do. */
    String complaint() {
        if (batches < 1 || rows < 1 || inFlight < 1 || (dim != null && dim < 1)) {
            return "--generate, --rows, --dim and --in-flight must be at least 1";
        }
        return "";
    }

    /**
     * @return the report: how many rows a second, how many answers told success
     * @throws IllegalStateException where the collection cannot be described or created
     */
    Report run(RequestClient client, String session, Duration timeout) throws TimeoutException {
        CollectionSchema schema = schema(client, session + "-d", timeout);
        if (dim != null && !SampleCollection.hasDim(schema, dim)) {
            throw new IllegalStateException(
                    "Collection '" + collection + "' has no vector of dimension " + dim);
        }
        RandomRows source = new RandomRows(collection, schema, seed);
        int partitions = client.partitions(Method.INSERT);
        Pipeline pipeline = new Pipeline(client, session, inFlight, timeout, this::count);
        long start = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            byte[] insert = source.next(rows).toByteArray();
            pipeline.send(Method.INSERT, insert, false, i % partitions);
        }
        pipeline.finish();
        return new Report(batches, rows, succeeded, failed, firstReason, System.nanoTime() - start);
    }

    private void count(ClientAnswer answer) {
        if (answer.ok()) {
            succeeded++;
        } else if (failed++ == 0) {
            firstReason = answer.status().getReason();
        }
    }

    private CollectionSchema schema(RequestClient client, String session, Duration timeout)
            throws TimeoutException {
        Pipeline single = new Pipeline(client, session, 1, timeout, last::add);
        Message describe =
                DescribeCollectionRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.DescribeCollection))
                        .setCollectionName(collection)
                        .build();
        ClientAnswer answer = ask(single, Method.DESCRIBE_COLLECTION, describe);
        boolean missing = answer.status().getCode() == ErrorKind.COLLECTION_NOT_FOUND.code();
        if (missing && dim != null) {
            Message create = SampleCollection.create(collection, dim, SHARDS);
            requireOk(ask(single, Method.CREATE_COLLECTION, create));
            answer = ask(single, Method.DESCRIBE_COLLECTION, describe);
        }
        requireOk(answer);
        return ((DescribeCollectionResponse) answer.message()).getSchema();
    }

    private ClientAnswer ask(Pipeline single, Method method, Message request)
            throws TimeoutException {
        last.clear();
        single.send(method, request.toByteArray(), false, 0);
        single.finish();
        return last.get(0);
    }

    private static void requireOk(ClientAnswer answer) {
        if (!answer.ok()) {
            throw new AnsweredException(answer.status().getReason());
        }
    }

    /**
     * What a run came to.
     *
     * @param elapsedNs from the first insert to the last answer
     */
    record Report(
            int batches,
            int rows,
            long succeeded,
            long failed,
            String firstReason,
            long elapsedNs) {

        String text() {
            double seconds = Math.max(elapsedNs, 1) / 1e9;
            String counts =
                    String.format(
                            Locale.ROOT,
                            "%d inserts of %d rows in %.2f s: %.0f rows/s; answers: %d ok, %d"
                                    + " failed",
                            batches,
                            rows,
                            seconds,
                            (double) batches * rows / seconds,
                            succeeded,
                            failed);
            return failed == 0 ? counts : counts + " (first: " + firstReason + ")";
        }
    }
}
