package io.tidemark.definition;

import static io.tidemark.definition.TestingDefinitions.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.Address;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.Status;
import io.tidemark.meta.MetaTable;
import io.tidemark.meta.TestingMetaStore;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.TestingSchemas;
import java.util.ArrayList;
import java.util.List;

/** Definition requests, one after the other, on one table: a timestamp each, changes applied. */
final class TestingStory {

    final TestingMetaStore store = new TestingMetaStore();
    final MetaTable table = new MetaTable(store);
    final List<DdMessage> messages = new ArrayList<>();

    private long timestamp = 1_000;

    /** The timestamp of the newest request. */
    long now() {
        return timestamp;
    }

    /** Executes a request that must succeed. */
    Decision run(Method method, Message payload) {
        try {
            Decision decision = decide(method, payload);
            assertThat(status(decision).getCode()).isZero();
            decision.changes().forEach(table::apply);
            messages.addAll(decision.messages());
            return decision;
        } catch (RefusedException refused) {
            throw new AssertionError(refused.refusal().toString(), refused);
        }
    }

    /** Executes a request that must succeed and change nothing. */
    void runUnchanged(Method method, Message payload) {
        Decision decision = run(method, payload);
        assertThat(decision.changes()).isEmpty();
        assertThat(decision.messages()).isEmpty();
    }

    <M extends Message> M ask(Method method, Message payload, Class<M> response) {
        Decision decision = run(method, payload);
        assertThat(decision.changes()).isEmpty();
        return response.cast(decision.response());
    }

    /** Executes a request that must be refused. */
    Refusal refusal(Method method, Message payload) {
        return catchThrowableOfType(RefusedException.class, () -> decide(method, payload))
                .refusal();
    }

    /** Whether a request is refused with a code; whatever it would change is left undone. */
    boolean isRefused(Method method, Message payload, int code) {
        try {
            return status(decide(method, payload)).getCode() == code;
        } catch (RefusedException refused) {
            return refused.refusal().status().getCode() == code;
        }
    }

    void assertRefused(Method method, Message payload, int code, String reason) {
        Refusal refusal = refusal(method, payload);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.status().getCode()).isEqualTo(code);
    }

    /** Creates a collection of one vector field; its id is the timestamp times 10. */
    long create(String name) {
        return create("", name);
    }

    long create(String database, String name) {
        run(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest(name).setDbName(database).setShardsNum(2).build());
        return timestamp * 10;
    }

    void index(String collection) {
        run(
                Method.CREATE_INDEX,
                CreateIndexRequest.newBuilder()
                        .setCollectionName(collection)
                        .setFieldName("vector")
                        .addExtraParams(param("metric_type", "L2"))
                        .build());
    }

    /** Registers a node, which stays: no time passes here. */
    void register(String role) {
        run(
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder()
                        .setRole(role)
                        .setAddress(Address.newBuilder().setIp("localhost"))
                        .build());
    }

    void load(String collection) {
        run(
                Method.LOAD_COLLECTION,
                LoadCollectionRequest.newBuilder().setCollectionName(collection).build());
    }

    static KeyValuePair param(String key, String value) {
        return TestingSchemas.param(key, value);
    }

    /** What a reader of the channels learns, in order. */
    List<MetaChange> told() {
        List<MetaChange> changes = new ArrayList<>();
        for (DdMessage message : messages) {
            changes.addAll(changes(message));
        }
        return changes;
    }

    static List<MetaChange> changes(DdMessage message) {
        try {
            return DefinitionMsg.parseFrom(message.body().toByteString()).getChangesList();
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("a dd message is readable as DefinitionMsg", broken);
        }
    }

    /** A message as a reader sees it that knows only what Milvus publishes. */
    static DdMessage published(DdMessage message) {
        Message known =
                message.body().toBuilder()
                        .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                        .build();
        return new DdMessage(known, message.channels());
    }

    private Decision decide(Method method, Message payload) throws RefusedException {
        timestamp++;
        return Definitions.decide(
                TestingDefinitions.request(method, timestamp, timestamp * 10, payload),
                table,
                SETTINGS);
    }

    private static Status status(Decision decision) {
        Message response = decision.response();
        return response instanceof Status status
                ? status
                : (Status)
                        response.getField(
                                response.getDescriptorForType().findFieldByName("status"));
    }
}
