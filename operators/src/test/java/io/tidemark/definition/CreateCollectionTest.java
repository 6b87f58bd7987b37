package io.tidemark.definition;

import static io.tidemark.definition.TestingDefinitions.SETTINGS;
import static io.tidemark.definition.TestingDefinitions.createRequest;
import static io.tidemark.definition.TestingDefinitions.request;
import static io.tidemark.schema.TestingSchemas.field;
import static io.tidemark.schema.TestingSchemas.films;
import static io.tidemark.schema.TestingSchemas.param;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import io.tidemark.request.Responses;
import java.util.List;
import java.util.stream.Stream;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CreateCollectionTest {

    private static final long TIMESTAMP = 5L << 18;

    private final MetaTable table = new MetaTable(new HeapMetaStore());

    @Test
    void usageExample() throws RefusedException {
        Decision decision = decide(createRequest("films").setShardsNum(2));
        decision.changes().forEach(table::apply);

        assertThat(decision.response()).isEqualTo(Responses.success());
        CollectionMeta films = table.collections().named("default", "films", 0).orElseThrow();
        assertThat(films.getId()).isEqualTo(70);
        assertThat(films.getVirtualChannelsList())
                .containsExactly("t-rootcoord-dml_0_70v0", "t-rootcoord-dml_1_70v1");
        assertThat(films.getPhysicalChannelsList())
                .containsExactly("t-rootcoord-dml_0", "t-rootcoord-dml_1");
        assertThat(films.getConsistencyLevel()).isEqualTo(ConsistencyLevel.Bounded);
        assertThat(films.getCreatedTimestamp()).isEqualTo(TIMESTAMP);
        assertThat(films.getUpdateTimestamp()).isEqualTo(TIMESTAMP);
        assertThat(films.getNumPartitions()).isEqualTo(1);
        assertThat(table.partitions().named(70, "_default", 0))
                .map(PartitionMeta::getId)
                .contains(71L);
    }

    @Test
    void decidingChangesNothing() throws RefusedException {
        decide(createRequest("films"));

        assertThat(table.changes()).isEmpty();
    }

    @Test
    void theMessageGoesOnceToEachPhysicalChannel() throws RefusedException {
        Decision decision = decide(createRequest("films").setShardsNum(3));

        CollectionMeta films = decision.changes().get(0).getCollection();
        assertThat(decision.messages()).hasSize(1);
        assertThat(TestingStory.changes(decision.messages().get(0))).isEqualTo(decision.changes());
        assertThat(TestingStory.published(decision.messages().get(0)))
                .isEqualTo(
                        new DdMessage(
                                Msg.CreateCollectionRequest.newBuilder()
                                        .setBase(
                                                MsgBase.newBuilder()
                                                        .setMsgType(MsgType.CreateCollection)
                                                        .setMsgID(TIMESTAMP)
                                                        .setTimestamp(TIMESTAMP))
                                        .setDbName("default")
                                        .setDbID(1)
                                        .setCollectionName("films")
                                        .setCollectionID(70)
                                        .addPartitionIDs(71)
                                        .addPartitionNames("_default")
                                        .addAllPhysicalChannelNames(films.getPhysicalChannelsList())
                                        .addAllVirtualChannelNames(films.getVirtualChannelsList())
                                        .setCollectionSchema(films.getSchema())
                                        .build(),
                                List.of(0, 1, 2)));
        assertThat(films.getSchema().getFieldsCount()).isEqualTo(4);
    }

    @Test
    void shardsBelowOneMeanOne() throws RefusedException {
        for (int shards : new int[] {-1, 0, 1}) {
            Decision decision = decide(createRequest("films").setShardsNum(shards));
            assertThat(decision.changes().get(0).getCollection().getVirtualChannelsCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void aPartitionKeySpreadsRowsOverSixteenPartitions() throws RefusedException {
        Decision decision = decide(createRequest("films", keyed()));

        assertThat(decision.changes().get(0).getCollection().getNumPartitions()).isEqualTo(16);
        assertThat(decision.changes())
                .filteredOn(MetaChange::hasPartition)
                .extracting(change -> change.getPartition().getName())
                .hasSize(16)
                .startsWith("_default_0", "_default_1")
                .endsWith("_default_15");
        assertThat(decision.changes().get(16).getPartition().getId()).isEqualTo(86);
    }

    @Test
    void repeatingARequestSucceedsAndChangesNothing() throws RefusedException {
        CollectionSchema.Builder schema =
                films().addFields(
                                field("title", DataType.VarChar)
                                        .addTypeParams(param("max_length", "9"))
                                        .addTypeParams(param("a", "b")));
        decide(createRequest("films", schema)).changes().forEach(table::apply);
        // The same parameters in another order of the client's map, and another spelling of one.
        CollectionSchema.Builder again =
                films().addFields(
                                field("title", DataType.VarChar)
                                        .addTypeParams(param("a", "b"))
                                        .addTypeParams(param("max_length", "9")));
        Request later =
                request(
                        Method.CREATE_COLLECTION,
                        TIMESTAMP + 1,
                        9_000,
                        createRequest(" films ", again).setShardsNum(1).build());

        assertThat(Definitions.decide(later, table, SETTINGS))
                .isEqualTo(Decision.answer(Responses.success()));
    }

    static Stream<CreateCollectionRequest.Builder> others() {
        return Stream.of(
                createRequest("films").setShardsNum(2),
                createRequest("films").setConsistencyLevel(ConsistencyLevel.Strong),
                createRequest("films").addProperties(param("a", "b")),
                createRequest("films", keyed()),
                createRequest("films", films().setDescription("other")),
                createRequest("films", films().setEnableDynamicField(true)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aNameInUseWithOtherParametersIsRefused(CreateCollectionRequest.Builder other)
            throws RefusedException {
        decide(createRequest("films")).changes().forEach(table::apply);

        assertRefused(
                other,
                1100,
                5,
                "create duplicate collection with different parameters, collection: films");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        createRequest("films").setDbName("x"),
                        800,
                        1,
                        "database not found[database=x]"),
                arguments(
                        createRequest("films")
                                .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropCollection)),
                        1100,
                        5,
                        "create collection, msg type = DropCollection"),
                arguments(
                        createRequest("films").setShardsNum(17),
                        1100,
                        5,
                        "maximum shards's number should be limited to 16"),
                arguments(
                        createRequest("films").setShardsNum(5),
                        1100,
                        5,
                        "no enough channels, want: 5, got: 4"),
                arguments(createRequest(""), 1100, 5, "collection name should not be empty"),
                arguments(
                        createRequest("films", films().setName("movies")),
                        1100,
                        5,
                        "collection name = films, schema.Name=movies"),
                arguments(
                        createRequest("films", films().removeFields(0)),
                        105,
                        1,
                        "primary key is not specified"),
                arguments(
                        createRequest("films").setNumPartitions(2),
                        1100,
                        5,
                        "num_partitions should only be specified with partition key field enabled"),
                arguments(
                        createRequest("films", keyed()).setNumPartitions(-1),
                        1100,
                        5,
                        "the specified partitions should be greater than 0 if partition key is"
                                + " used"),
                arguments(
                        createRequest("films", keyed()).setNumPartitions(1025),
                        1100,
                        5,
                        "partition number (1025) exceeds max configuration (1024)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void mistakesAreRefused(
            CreateCollectionRequest.Builder asked, int code, int legacyCode, String reason) {
        assertRefused(asked, code, legacyCode, reason);
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        Request broken = request(Method.CREATE_COLLECTION, TIMESTAMP, 70, new byte[] {-1});
        Request brokenSchema =
                request(
                        Method.CREATE_COLLECTION,
                        TIMESTAMP,
                        70,
                        createRequest("films")
                                .setSchema(ByteString.copyFrom(new byte[] {-1}))
                                .build());

        for (Request request : List.of(broken, brokenSchema)) {
            assertThatThrownBy(() -> Definitions.decide(request, table, SETTINGS))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith(
                            "milvus.proto.milvus.CreateCollectionRequest cannot be parsed: ");
        }
    }

    @Test
    void partitionsBeyondTheIdsOfARequestAreRefused() {
        Request few =
                new Request(
                        0,
                        0,
                        TIMESTAMP,
                        70,
                        16,
                        Method.CREATE_COLLECTION,
                        Payload.of(createRequest("films", keyed()).build().toByteArray()),
                        null,
                        null);

        assertThatThrownBy(() -> Definitions.decide(few, table, SETTINGS))
                .hasMessage(
                        "partition number (16) exceeds max configuration (15), collection: films");
    }

    @Test
    void theSumOfPartitionsTimesShardsIsLimited() throws RefusedException {
        for (int i = 0; i < 16; i++) {
            Request largest =
                    request(
                            Method.CREATE_COLLECTION,
                            TIMESTAMP + i,
                            10_000L * (i + 1),
                            createRequest("c" + i, keyed().setName("c" + i))
                                    .setNumPartitions(1024)
                                    .setShardsNum(4)
                                    .build());
            Definitions.decide(largest, table, SETTINGS).changes().forEach(table::apply);
        }

        assertThat(table.collections().partitionShards()).isEqualTo(65_536);
        assertRefused(
                createRequest("films"),
                250,
                1,
                "failed checking constraint: sum_collections(parition*shard) exceeding the max"
                        + " general capacity: 65536");
    }

    @Test
    void theNumberOfCollectionsIsLimited() {
        for (int id = 1; id <= 65_536; id++) {
            table.apply(
                    MetaChange.newBuilder()
                            .setTimestamp(id)
                            .setCollection(
                                    CollectionMeta.newBuilder()
                                            .setDbName("default")
                                            .setId(id)
                                            .setName("c" + id))
                            .build());
        }

        assertRefused(
                createRequest("films"),
                102,
                1,
                "exceeded the limit number of collections[limit=65536]");
    }

    private static CollectionSchema.Builder keyed() {
        return films().addFields(field("tenant", DataType.Int64).setIsPartitionKey(true));
    }

    private Decision decide(CreateCollectionRequest.Builder asked) throws RefusedException {
        return Definitions.decide(
                request(Method.CREATE_COLLECTION, TIMESTAMP, 70, asked.build()), table, SETTINGS);
    }

    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    private void assertRefused(
            CreateCollectionRequest.Builder asked, int code, int legacyCode, String reason) {
        assertThatThrownBy(() -> decide(asked))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            Refusal refusal = refused.refusal();
                            assertThat(refusal.reason()).isEqualTo(reason);
                            assertThat(refusal.status().getCode()).isEqualTo(code);
                            assertThat(refusal.status().getErrorCodeValue()).isEqualTo(legacyCode);
                        });
    }
}
