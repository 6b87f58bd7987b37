package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.tidemark.request.Method;
import io.tidemark.schema.TestingSchemas;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;

class PartitionRequestsTest {

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");

    @Test
    void usageExample() {
        story.run(Method.CREATE_PARTITION, create("p"));

        assertThat(has("p")).isTrue();
        assertThat(show().getPartitionNamesList()).containsExactly("_default", "p");
        story.run(Method.DROP_PARTITION, drop("p"));
        assertThat(has("p")).isFalse();
        assertThat(show().getPartitionNamesList()).containsExactly("_default");
    }

    @Test
    void aPartitionTakesTheFirstIdOfItsRequestAndTheTimeOfIt() {
        story.run(Method.CREATE_PARTITION, create("p"));

        long created = story.now();
        ShowPartitionsResponse shown = show();
        assertThat(shown.getPartitionIDsList()).containsExactly(films + 1, created * 10);
        assertThat(shown.getCreatedTimestampsList()).containsExactly(films / 10, created);
        assertThat(story.table.collections().partitionShards()).isEqualTo(4);
    }

    @Test
    void everyChannelIsToldInMilvusOwnMessage() throws InvalidProtocolBufferException {
        Decision created = story.run(Method.CREATE_PARTITION, create("p"));
        long id = story.now() * 10;
        Decision dropped = story.run(Method.DROP_PARTITION, drop("p"));

        DdMessage message = created.messages().get(0);
        assertThat(message.channels()).containsExactly(0, 1);
        var told = Msg.CreatePartitionRequest.parseFrom(message.body().toByteString());
        assertThat(told.getDbName()).isEqualTo("default");
        assertThat(told.getCollectionName()).isEqualTo("films");
        assertThat(told.getCollectionID()).isEqualTo(films);
        assertThat(told.getPartitionName()).isEqualTo("p");
        assertThat(told.getPartitionID()).isEqualTo(id);
        assertThat(told.getBase().getMsgTypeValue()).isEqualTo(200);
        assertThat(told.getBase().getTimestamp()).isEqualTo(story.now() - 1);
        var gone =
                Msg.DropPartitionRequest.parseFrom(dropped.messages().get(0).body().toByteString());
        assertThat(gone.getPartitionID()).isEqualTo(id);
        assertThat(gone.getBase().getMsgTypeValue()).isEqualTo(201);
    }

    @Test
    void whatIsSoAlreadyChangesNothing() {
        story.run(Method.CREATE_PARTITION, create("p"));

        story.runUnchanged(Method.CREATE_PARTITION, create(" p "));
        story.runUnchanged(Method.DROP_PARTITION, drop("never"));
    }

    @Test
    void aPartitionMayBeginWithADigitAndNothingElseMay() {
        story.run(Method.CREATE_PARTITION, create("2024"));
        assertThat(has("2024")).isTrue();

        story.assertRefused(
                Method.CREATE_PARTITION,
                create("-x"),
                1100,
                "Invalid partition name: -x. The first character of a partition name must be an"
                        + " underscore or letter.");
        story.assertRefused(
                Method.CREATE_PARTITION,
                create("a b"),
                1100,
                "Invalid partition name: a b. Partition name can only contain numbers, letters and"
                        + " underscores.");
        story.assertRefused(
                Method.CREATE_PARTITION,
                create(""),
                1100,
                "Invalid partition name: . Partition name should not be empty.");
    }

    @Test
    void theDefaultPartitionStaysAlsoWhereTheCollectionIsMissing() {
        story.assertRefused(
                Method.DROP_PARTITION,
                drop("_default"),
                1100,
                "default partition cannot be deleted");
        story.assertRefused(
                Method.DROP_PARTITION,
                DropPartitionRequest.newBuilder()
                        .setCollectionName("none")
                        .setPartitionName("_default")
                        .build(),
                1100,
                "default partition cannot be deleted");
    }

    @Test
    void ofAMissingCollectionThereIsNothing() {
        story.assertRefused(
                Method.HAS_PARTITION,
                HasPartitionRequest.newBuilder()
                        .setCollectionName("none")
                        .setPartitionName("p")
                        .build(),
                100,
                "can't find collection: none");
        story.assertRefused(
                Method.SHOW_PARTITIONS,
                ShowPartitionsRequest.newBuilder()
                        .setCollectionName("films")
                        .addPartitionNames("none")
                        .build(),
                200,
                "partition not found[partition=none]");
    }

    @Test
    void theDefaultPartitionCountsAmongTheAllowed1024() {
        for (int i = 1; i < 1024; i++) {
            story.run(Method.CREATE_PARTITION, create("p" + i));
        }

        story.assertRefused(
                Method.CREATE_PARTITION,
                create("one_more"),
                1100,
                "maximum partition's number should be limit to 1024");
        story.run(Method.DROP_PARTITION, drop("p1"));
        story.run(Method.CREATE_PARTITION, create("one_more"));
    }

    @Test
    void aLoadedPartitionIsNotDropped() {
        story.run(Method.CREATE_PARTITION, create("p"));
        story.index("films");
        story.load("films");

        story.assertRefused(
                Method.DROP_PARTITION,
                drop("p"),
                1100,
                "partition cannot be dropped, partition is loaded, please release it first");
        story.run(
                Method.RELEASE_PARTITIONS,
                ReleasePartitionsRequest.newBuilder()
                        .setCollectionName("films")
                        .addPartitionNames("p")
                        .build());
        story.run(Method.DROP_PARTITION, drop("p"));
    }

    @Test
    void whereAKeySpreadsTheRowsPartitionsAreTheSystems() {
        story.run(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest(
                                "keyed",
                                TestingSchemas.films()
                                        .setName("keyed")
                                        .addFields(
                                                TestingSchemas.field("key", DataType.Int64)
                                                        .setIsPartitionKey(true)))
                        .build());

        story.assertRefused(
                Method.CREATE_PARTITION,
                create("p").toBuilder().setCollectionName("keyed").build(),
                1100,
                "disable create partition if partition key mode is used");
        story.assertRefused(
                Method.DROP_PARTITION,
                drop("_default_1").toBuilder().setCollectionName("keyed").build(),
                1100,
                "disable drop partition if partition key mode is used");
    }

    private boolean has(String name) {
        return story.ask(
                        Method.HAS_PARTITION,
                        HasPartitionRequest.newBuilder()
                                .setCollectionName("films")
                                .setPartitionName(name)
                                .build(),
                        BoolResponse.class)
                .getValue();
    }

    private ShowPartitionsResponse show() {
        return story.ask(
                Method.SHOW_PARTITIONS,
                ShowPartitionsRequest.newBuilder().setCollectionID(films).build(),
                ShowPartitionsResponse.class);
    }

    private static CreatePartitionRequest create(String name) {
        return CreatePartitionRequest.newBuilder()
                .setCollectionName("films")
                .setPartitionName(name)
                .build();
    }

    private static DropPartitionRequest drop(String name) {
        return DropPartitionRequest.newBuilder()
                .setCollectionName("films")
                .setPartitionName(name)
                .build();
    }
}
