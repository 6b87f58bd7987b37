package io.tidemark.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.InsertRequest;
import io.tidemark.bench.check.LoggedRequest.Kind;

/** A request as people write it, with protobuf's own mapping of JSON. */
final class JsonRequest {

    private JsonRequest() {}

    /**
     * The same request as a message.
     *
     * @throws InvalidProtocolBufferException where it is none
     */
    static byte[] message(Kind kind, byte[] text) throws InvalidProtocolBufferException {
        Message.Builder request =
                switch (kind) {
                    case INSERT -> InsertRequest.newBuilder();
                    case CREATE -> CreateCollectionRequest.newBuilder();
                    case DROP -> DropCollectionRequest.newBuilder();
                    case HAS -> HasCollectionRequest.newBuilder();
                    case CREATE_PARTITION, DROP_PARTITION, HAS_PARTITION ->
                            HasPartitionRequest.newBuilder();
                    case DESCRIBE -> DescribeCollectionRequest.newBuilder();
                    default -> throw new InvalidProtocolBufferException("of no interest here");
                };
        try {
            JsonObject json = JsonParser.parseString(new String(text, UTF_8)).getAsJsonObject();
            // An object there, but bytes in the message; nothing is foretold from it.
            json.remove("schema");
            JsonFormat.parser().merge(json.toString(), request);
            return request.build().toByteArray();
        } catch (RuntimeException noObject) {
            throw new InvalidProtocolBufferException("it is no JSON object: " + noObject);
        }
    }
}
