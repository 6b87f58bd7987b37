package io.tidemark.task;

import static io.tidemark.definition.TestingDefinitions.SETTINGS;
import static io.tidemark.definition.TestingDefinitions.createRequest;
import static io.tidemark.definition.TestingDefinitions.dropRequest;
import static io.tidemark.definition.TestingDefinitions.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.milvus.grpc.Address;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.Status;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.meta.MetaTable;
import io.tidemark.meta.TestingMetaStore;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.MetaEntry;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import io.tidemark.schema.TestingSchemas;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DdTaskQueueTest {

    private final TestingMetaStore store = new TestingMetaStore();
    private final MetaTable table = new MetaTable(store);
    private final DdTaskQueue queue = new DdTaskQueue(table, SETTINGS, 0);

    @Test
    void usageExample() {
        Outcome outcome = queue.execute(createAt(10, "films"));

        assertThat(outcome.failed()).isFalse();
        assertThat(outcome.decision().response()).isEqualTo(Responses.success());
        assertThat(table.collections().named("default", "films", 0)).isPresent();
        assertThat(queue.lastTimestamp()).isEqualTo(at(10));
    }

    @Test
    void aNameDroppedAndCreatedAgainIsAnotherCollection() {
        queue.execute(createAt(10, "films"));
        queue.execute(dropAt(20, "films"));
        queue.execute(createAt(30, "films"));

        assertThat(table.collections().named("default", "films", at(15)).orElseThrow().getId())
                .isEqualTo(10_000);
        assertThat(table.collections().named("default", "films", at(25))).isEmpty();
        assertThat(table.collections().named("default", "films", at(30)).orElseThrow().getId())
                .isEqualTo(30_000);
    }

    @Test
    void replayingTheChangesGivesAnEqualTable() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int ms = 10; ms < 100; ms++) {
            String name = "c" + ms % 7;
            outcomes.add(queue.execute(ms % 3 == 0 ? dropAt(ms, name) : createAt(ms, name)));
        }
        TestingMetaStore live = new TestingMetaStore();
        MetaTable applied = new MetaTable(live);
        outcomes.forEach(outcome -> outcome.decision().changes().forEach(applied::apply));
        TestingMetaStore restored = new TestingMetaStore();
        MetaTable replayed = new MetaTable(restored);
        table.changes().forEach(replayed::apply);

        assertThat(live.content()).isEqualTo(store.content());
        assertThat(restored.content()).isEqualTo(store.content());
    }

    @Test
    void retentionGoesByTheTimestampsOfRequests() {
        queue.execute(createAt(10, "films"));
        queue.execute(dropAt(20, "films"));
        queue.execute(dropAt(1_019, "none"));
        assertThat(table.collections().named("default", "films", at(19))).isPresent();

        queue.execute(dropAt(1_020, "none"));

        assertThat(store.content()).isEmpty();
    }

    @Test
    void requestsOutOfOrderStopTheJob() {
        queue.execute(createAt(10, "films"));

        assertThatIllegalStateException()
                .isThrownBy(() -> queue.execute(dropAt(10, "films")))
                .withMessageStartingWith("Invariant 1: expected a request later than ");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> new DdTaskQueue(table, SETTINGS, at(11)).execute(dropAt(11, "x")));
    }

    @Test
    void aMistakeIsAnsweredAndNoFailure() {
        Outcome outcome = queue.execute(createAt(10, "2films"));

        assertThat(outcome.failed()).isFalse();
        assertThat(((Status) outcome.decision().response()).getCode()).isEqualTo(1100);
        assertThat(store.content()).isEmpty();
    }

    @Test
    void anExceptionOfTheDecisionIsAnsweredAndTheNextRequestGoesOn() {
        // No request of the log is without a payload: what a mistake of ours would look like.
        Request noPayload =
                new Request(0, 1, at(10), 0, 0, Method.DROP_COLLECTION, null, ReplyTo.NONE, null);

        Outcome outcome = queue.execute(noPayload);

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.failure()).contains("NullPointerException");
        Status status = (Status) outcome.decision().response();
        assertThat(status.getCode()).isEqualTo(65535);
        assertThat(outcome.decision().changes()).isEmpty();
        assertThat(outcome.decision().messages()).isEmpty();
        assertThat(store.content()).isEmpty();
        assertThat(queue.execute(dropAt(11, "films")).failed()).isFalse();
    }

    @Test
    void aStoreThatThrowsAnExceptionIsTheRequestsOwnFailure() {
        List<String> broken = new ArrayList<>();
        DdTaskQueue failing =
                new DdTaskQueue(
                        new MetaTable(
                                new TestingMetaStore() {
                                    @Override
                                    public MetaEntry get(String key) {
                                        if (!broken.isEmpty()) {
                                            throw new IllegalArgumentException(broken.remove(0));
                                        }
                                        return super.get(key);
                                    }
                                }),
                        SETTINGS,
                        0);

        broken.add("once");
        Outcome outcome = failing.execute(dropAt(10, "films"));

        assertThat(outcome.failure()).isEqualTo("java.lang.IllegalArgumentException: once");
        assertThat(((Status) outcome.decision().response()).getCode()).isEqualTo(65535);
        assertThat(failing.execute(dropAt(11, "films")).failed()).isFalse();
    }

    @Test
    void anEventThatWasPassedOverStopsTheJob() {
        queue.execute(
                request(
                        Method.REGISTER_NODE,
                        at(10),
                        0,
                        RegisterNodeRequest.newBuilder()
                                .setRole("querynode")
                                .setAddress(Address.newBuilder().setIp("localhost"))
                                .setLeaseMs(1_000)
                                .build()));

        assertThatIllegalStateException()
                .isThrownBy(() -> queue.execute(dropAt(2_000, "films")))
                .withMessageStartingWith("Invariant 2: expected no event before ");
    }

    @Test
    void retentionFollowsItsSettingFromItsRequestOn() {
        queue.execute(createAt(10, "films"));
        queue.execute(dropAt(20, "films"));
        queue.execute(
                request(
                        Method.ALTER_SETTINGS,
                        at(30),
                        0,
                        AlterSettingsRequest.newBuilder()
                                .addSettings(
                                        TestingSchemas.param("common.retentionDuration", "1800"))
                                .build()));
        queue.execute(dropAt(1_800_019, "none"));
        assertThat(table.collections().named("default", "films", at(19))).isPresent();

        queue.execute(dropAt(1_800_020, "none"));

        assertThat(table.collections().named("default", "films", at(19))).isEmpty();
    }

    @Test
    void aDefinitionThatDoesNotFitIntoAMessageIsRefusedAndLeavesNothing() {
        int limit = SETTINGS.getMaxMessageBytes();
        Outcome described =
                queue.execute(
                        createAt(
                                10,
                                createRequest(
                                        "films",
                                        TestingSchemas.films()
                                                .setName("films")
                                                .setDescription("x".repeat(limit)))));
        Outcome propertied =
                queue.execute(
                        createAt(
                                11,
                                createRequest("films")
                                        .addProperties(
                                                KeyValuePair.newBuilder()
                                                        .setKey("k")
                                                        .setValue("x".repeat(limit)))));

        for (Outcome outcome : List.of(described, propertied)) {
            Status status = (Status) outcome.decision().response();
            assertThat(status.getCode()).isEqualTo(1102);
            assertThat(status.getReason()).startsWith("a definition must fit into one message: ");
            assertThat(outcome.decision().changes()).isEmpty();
            assertThat(outcome.decision().messages()).isEmpty();
            assertThat(outcome.failed()).isFalse();
        }
        assertThat(store.content()).isEmpty();
        assertThat(queue.execute(createAt(12, "films")).decision().messages()).hasSize(1);
    }

    @Test
    void anErrorOfTheStorePasses() {
        MetaTable failing =
                new MetaTable(
                        new TestingMetaStore() {
                            @Override
                            public MetaEntry get(String key) {
                                throw new AssertionError("disk gone");
                            }
                        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> new DdTaskQueue(failing, SETTINGS, 0).execute(dropAt(10, "films")))
                .withMessage("disk gone");
    }

    private static long at(long ms) {
        return HybridTimestamp.of(ms, 0, 0);
    }

    private static Request createAt(long ms, String name) {
        return createAt(ms, createRequest(name));
    }

    private static Request createAt(long ms, CreateCollectionRequest.Builder asked) {
        return request(Method.CREATE_COLLECTION, at(ms), ms * 1_000, asked.build());
    }

    private static Request dropAt(long ms, String name) {
        return request(Method.DROP_COLLECTION, at(ms), ms * 1_000, dropRequest(name));
    }
}
