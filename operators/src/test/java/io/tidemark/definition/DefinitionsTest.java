package io.tidemark.definition;

import static io.tidemark.definition.TestingDefinitions.SETTINGS;
import static io.tidemark.definition.TestingDefinitions.createRequest;
import static io.tidemark.definition.TestingDefinitions.dropRequest;
import static io.tidemark.definition.TestingDefinitions.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Message;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.Method;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.TestingSchemas;
import java.util.List;
import java.util.stream.Stream;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that tell of collections or drop them, on a table of two, one dropped. */
class DefinitionsTest {

    private static final long CREATED = 7_000L << 18 | 3;
    private static final long OLD_CREATED = CREATED - 20;
    private static final long OLD_DROPPED = CREATED - 10;
    private static final long NOW = CREATED + 100;

    private final MetaTable table = new MetaTable(new HeapMetaStore());

    @BeforeEach
    void fillTable() throws RefusedException {
        apply(Method.CREATE_COLLECTION, OLD_CREATED, 900, createRequest("old").build());
        apply(Method.DROP_COLLECTION, OLD_DROPPED, 0, dropRequest("old"));
        apply(
                Method.CREATE_COLLECTION,
                CREATED,
                70,
                createRequest("films", TestingSchemas.films().setEnableDynamicField(true))
                        .setShardsNum(2)
                        .addProperties(TestingSchemas.param("a", "b"))
                        .build());
    }

    @Test
    void usageExample() throws RefusedException {
        assertThat(decide(Method.HAS_COLLECTION, has("films", 0)).response())
                .isEqualTo(
                        BoolResponse.newBuilder()
                                .setStatus(Responses.success())
                                .setValue(true)
                                .build());
    }

    @Test
    void hasReadsAsOfATimestamp() throws RefusedException {
        assertThat(hasAt("films", CREATED)).isTrue();
        assertThat(hasAt("films", CREATED - 1)).isFalse();
        assertThat(hasAt("old", 0)).isFalse();
        assertThat(hasAt("old", OLD_DROPPED - 1)).isTrue();
        assertThat(hasAt(" films ", 0)).isTrue();
    }

    @Test
    void describeTellsWhatTheCreatorNamed() throws RefusedException {
        var response =
                (DescribeCollectionResponse)
                        decide(Method.DESCRIBE_COLLECTION, describe("films", 0, 0)).response();

        assertThat(response.getStatus()).isEqualTo(Responses.success());
        assertThat(response.getSchema().getName()).isEqualTo("films");
        assertThat(response.getSchema().getEnableDynamicField()).isTrue();
        assertThat(response.getSchema().getFieldsList())
                .extracting(FieldSchema::getName)
                .containsExactly("id", "vector");
        assertThat(response.getCollectionID()).isEqualTo(70);
        assertThat(response.getCollectionName()).isEqualTo("films");
        assertThat(response.getDbName()).isEqualTo("default");
        assertThat(response.getShardsNum()).isEqualTo(2);
        assertThat(response.getVirtualChannelNamesList()).hasSize(2);
        assertThat(response.getPhysicalChannelNamesList()).hasSize(2);
        assertThat(response.getNumPartitions()).isEqualTo(1);
        assertThat(response.getPropertiesList()).containsExactly(TestingSchemas.param("a", "b"));
        assertThat(response.getCreatedTimestamp()).isEqualTo(CREATED);
        assertThat(response.getCreatedUtcTimestamp()).isEqualTo(7_000);
        assertThat(response.getUpdateTimestamp()).isEqualTo(CREATED);
        assertThat(response.getUpdateTimestampStr()).isEqualTo("1835008003");
        assertThat(response.getRequestTime()).isEqualTo(NOW);
    }

    @Test
    void describeWorksByIdAndAtATimestamp() throws RefusedException {
        Message byName =
                decide(Method.DESCRIBE_COLLECTION, describe("films", 0, CREATED)).response();

        assertThat(decide(Method.DESCRIBE_COLLECTION, describe("", 70, 0)).response())
                .isEqualTo(byName);
        var old =
                (DescribeCollectionResponse)
                        decide(Method.DESCRIBE_COLLECTION, describe("", 900, OLD_CREATED))
                                .response();
        assertThat(old.getCollectionName()).isEqualTo("old");
    }

    @Test
    void showListsByIdAsOfATimestamp() throws RefusedException {
        apply(Method.CREATE_COLLECTION, CREATED + 1, 8, createRequest("actors").build());

        var now = show(0);
        assertThat(now.getStatus()).isEqualTo(Responses.success());
        assertThat(now.getCollectionNamesList()).containsExactly("actors", "films");
        assertThat(now.getCollectionIdsList()).containsExactly(8L, 70L);
        assertThat(now.getCreatedTimestampsList()).containsExactly(CREATED + 1, CREATED);
        assertThat(now.getCreatedUtcTimestampsList()).containsExactly(7_000L, 7_000L);
        assertThat(now.getShardsNumList()).containsExactly(1, 2);
        assertThat(show(OLD_CREATED).getCollectionNamesList()).containsExactly("old");
        assertThat(show(OLD_DROPPED).getCollectionNamesList()).isEmpty();
    }

    @Test
    void dropLeavesTombstonesAndTellsEveryChannel() throws RefusedException {
        List<MetaChange> before = table.changes().subList(4, 6);

        Decision decision = decide(Method.DROP_COLLECTION, dropRequest("films"));

        assertThat(decision.response()).isEqualTo(Responses.success());
        assertThat(decision.changes())
                .containsExactlyElementsOf(
                        before.stream()
                                .map(c -> c.toBuilder().setTimestamp(NOW).setDropped(true).build())
                                .toList());
        assertThat(decision.messages()).hasSize(1);
        assertThat(TestingStory.changes(decision.messages().get(0))).isEqualTo(decision.changes());
        assertThat(TestingStory.published(decision.messages().get(0)))
                .isEqualTo(
                        new DdMessage(
                                Msg.DropCollectionRequest.newBuilder()
                                        .setBase(
                                                MsgBase.newBuilder()
                                                        .setMsgType(MsgType.DropCollection)
                                                        .setMsgID(NOW)
                                                        .setTimestamp(NOW))
                                        .setDbName("default")
                                        .setDbID(1)
                                        .setCollectionName("films")
                                        .setCollectionID(70)
                                        .build(),
                                channelsOfFilms()));
    }

    @Test
    void droppingAMissingCollectionSucceeds() throws RefusedException {
        assertThat(decide(Method.DROP_COLLECTION, dropRequest("old")))
                .isEqualTo(Decision.answer(Responses.success()));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        Method.DESCRIBE_COLLECTION,
                        describe("old", 0, 0),
                        100,
                        4,
                        "can't find collection: old"),
                arguments(
                        Method.DESCRIBE_COLLECTION,
                        describe("films", 0, 5),
                        100,
                        4,
                        "can't find collection: films, at timestamp = 5"),
                arguments(
                        Method.DESCRIBE_COLLECTION,
                        describe("", 900, 0),
                        100,
                        4,
                        "can't find collection id : 900"),
                arguments(
                        Method.DESCRIBE_COLLECTION,
                        describe("", 0, 0),
                        1100,
                        5,
                        "collection name should not be empty"),
                arguments(
                        Method.DESCRIBE_COLLECTION,
                        describe("", 70, 0).toBuilder().setDbName("x").build(),
                        800,
                        1,
                        "database not found[database=x]"),
                arguments(
                        Method.HAS_COLLECTION,
                        has("", 0),
                        1100,
                        5,
                        "collection name should not be empty"),
                arguments(
                        Method.HAS_COLLECTION,
                        has("films", 0).toBuilder().setDbName("x").build(),
                        800,
                        1,
                        "database not found[database=x]"),
                arguments(
                        Method.DROP_COLLECTION,
                        dropRequest(""),
                        1100,
                        5,
                        "collection name should not be empty"),
                arguments(
                        Method.DROP_COLLECTION,
                        dropRequest("films").toBuilder().setDbName("x").build(),
                        800,
                        1,
                        "database not found[database=x]"),
                arguments(
                        Method.SHOW_COLLECTIONS,
                        ShowCollectionsRequest.newBuilder().setDbName("x").build(),
                        800,
                        1,
                        "database not found[database=x]"),
                arguments(
                        Method.SHOW_COLLECTIONS,
                        ShowCollectionsRequest.newBuilder().setTypeValue(2).build(),
                        1100,
                        5,
                        "show type must be All (0) or InMemory (1), found 2"),
                arguments(
                        Method.INSERT,
                        has("films", 0),
                        1100,
                        5,
                        "Insert is no definition request"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void mistakesAreRefused(
            Method method, Message payload, int code, int legacyCode, String reason) {
        assertThatThrownBy(() -> decide(method, payload))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            Refusal refusal = refused.refusal();
                            assertThat(refusal.reason()).isEqualTo(reason);
                            assertThat(refusal.status().getCode()).isEqualTo(code);
                            assertThat(refusal.status().getErrorCodeValue()).isEqualTo(legacyCode);
                        });
    }

    private List<Integer> channelsOfFilms() {
        // Channel 0 was used by the dropped collection, so that 1 and 2 came first.
        return List.of(1, 2);
    }

    private boolean hasAt(String name, long timestamp) throws RefusedException {
        return ((BoolResponse) decide(Method.HAS_COLLECTION, has(name, timestamp)).response())
                .getValue();
    }

    private ShowCollectionsResponse show(long timestamp) throws RefusedException {
        return (ShowCollectionsResponse)
                decide(
                                Method.SHOW_COLLECTIONS,
                                ShowCollectionsRequest.newBuilder().setTimeStamp(timestamp).build())
                        .response();
    }

    private static HasCollectionRequest has(String name, long timestamp) {
        return HasCollectionRequest.newBuilder()
                .setCollectionName(name)
                .setTimeStamp(timestamp)
                .build();
    }

    private static DescribeCollectionRequest describe(String name, long id, long timestamp) {
        return DescribeCollectionRequest.newBuilder()
                .setCollectionName(name)
                .setCollectionID(id)
                .setTimeStamp(timestamp)
                .build();
    }

    private Decision decide(Method method, Message payload) throws RefusedException {
        return Definitions.decide(request(method, NOW, 5_000, payload), table, SETTINGS);
    }

    private void apply(Method method, long timestamp, long firstId, Message payload)
            throws RefusedException {
        Definitions.decide(request(method, timestamp, firstId, payload), table, SETTINGS)
                .changes()
                .forEach(table::apply);
    }
}
