package io.tidemark.definition;

import io.milvus.grpc.BatchDescribeCollectionRequest;
import io.milvus.grpc.BatchDescribeCollectionResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;

/**
 * Describes several collections, by name and then by id, in the order asked for. Each description
 * has a status of its own, so that a missing collection does not hide the others.
 */
final class BatchDescribeCollection {

    private BatchDescribeCollection() {}

    static Decision decide(BatchDescribeCollectionRequest asked, Context context)
            throws RefusedException {
        BatchDescribeCollectionResponse.Builder response =
                BatchDescribeCollectionResponse.newBuilder().setStatus(Responses.success());
        DescribeCollectionRequest.Builder one =
                DescribeCollectionRequest.newBuilder().setDbName(asked.getDbName());
        long bytes = 0;
        for (String name : asked.getCollectionNameList()) {
            bytes = add(one.setCollectionName(name).build(), response, bytes, context);
        }
        one.clearCollectionName();
        for (long id : asked.getCollectionIDList()) {
            bytes = add(one.setCollectionID(id).build(), response, bytes, context);
        }
        return Decision.answer(response.build());
    }

    /** A few bytes may ask for one large schema many times: the sum is bounded on the way. */
    private static long add(
            DescribeCollectionRequest asked,
            BatchDescribeCollectionResponse.Builder response,
            long bytes,
            Context context)
            throws RefusedException {
        DescribeCollectionResponse described = describe(asked, context);
        long sum = bytes + described.getSerializedSize();
        long most = context.settings().getMaxRequestBytes();
        if (sum > most) {
            throw new RefusedException(
                    ErrorKind.TOO_LARGE,
                    "the descriptions have more bytes than the largest answer, "
                            + most
                            + ": ask for fewer collections at once");
        }
        response.addResponses(described);
        return sum;
    }

    private static DescribeCollectionResponse describe(
            DescribeCollectionRequest asked, Context context) {
        try {
            return DescribeCollection.response(asked, context);
        } catch (RefusedException refused) {
            return DescribeCollectionResponse.newBuilder()
                    .setStatus(refused.refusal().status())
                    .build();
        }
    }
}
