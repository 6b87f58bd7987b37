package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.milvus.grpc.Address;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.tidemark.meta.MetaTable;
import io.tidemark.meta.TestingMetaStore;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.RegisterNodeRequest;
import io.tidemark.request.Method;
import io.tidemark.schema.TestingSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Mistakes of the original's meta tables, each with the history that showed it there.
 *
 * <ol>
 *   <li>Dropping by a prefix of keys: partition, alias, index or collection 1 took 10 along.
 *   <li>Dropping a collection went through the positions of its partitions, not their ids.
 *   <li>Dropping a partition left the way from it to its collection behind.
 *   <li>An index lay under one key when it was created and was looked for under another.
 *   <li>A partition was read at a timestamp as another message.
 *   <li>Aliases were not resolved at a timestamp.
 *   <li>A collection could take the name of an alias.
 *   <li>A collection's id could come again under a new name.
 *   <li>{@code _default} was not counted among the most partitions, then it was.
 *   <li>What came before a mistake in one request stayed in memory.
 *   <li>Two shards of one collection lay on one channel.
 *   <li>Readers were told of four changes only.
 *   <li>A node that registered and never reported a tick stopped all channels.
 * </ol>
 *
 * <p>Those of segments (one that is not checked to have a collection, a set of segments replaced by
 * its newest) are where segments are.
 */
class UpstreamMistakesTest {

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");

    @Test
    void usageExample() {
        // Fields, partitions and indexes have names; the original dropped by a prefix of keys.
        story.run(Method.CREATE_PARTITION, createPartition("p1"));
        story.run(Method.CREATE_PARTITION, createPartition("p10"));
        story.run(
                Method.DROP_PARTITION,
                DropPartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p1")
                        .build());

        assertThat(story.table.partitions().named(films, "p10", 0)).isPresent();
    }

    @Test
    void droppingACollectionLeavesThoseWhoseIdsBeginWithIts() {
        MetaTable table = new MetaTable(new TestingMetaStore());
        table.apply(collection(1, "one"));
        table.apply(collection(10, "ten"));
        table.apply(collection(1, "one").toBuilder().setTimestamp(19).setDropped(true).build());
        table.expireBefore(19);

        assertThat(table.collections().withId(1, 0)).isEmpty();
        assertThat(table.collections().withId(10, 0)).isPresent();
    }

    @Test
    void anIdNeverComesAgain() {
        MetaTable table = new MetaTable(new TestingMetaStore());
        table.apply(collection(1, "one"));
        table.apply(collection(1, "one").toBuilder().setTimestamp(19).setDropped(true).build());

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                table.apply(
                                        collection(1, "two").toBuilder().setTimestamp(20).build()));
    }

    @Test
    void anIndexIsFoundUnderTheKeyItWasCreatedUnder() {
        story.index("films");
        long index = story.now() * 10;

        assertThat(story.store.content().keySet().stream().filter(k -> k.contains("" + index)))
                .containsExactly("index/" + films + "/" + index);
        assertThat(story.table.indexes().of(films, 0))
                .extracting(IndexMeta::getId)
                .containsExactly(index);
        assertThat(story.table.indexes().named(films, "vector", 0))
                .map(IndexMeta::getId)
                .contains(index);
    }

    @Test
    void theDefaultPartitionIsOneOfTheMost() {
        for (int i = 1; i < 1024; i++) {
            story.run(Method.CREATE_PARTITION, createPartition("p" + i));
        }

        assertThat(story.refusal(Method.CREATE_PARTITION, createPartition("more")).reason())
                .isEqualTo("maximum partition's number should be limit to 1024");
    }

    @Test
    void shardsLieOnDistinctChannels() {
        story.run(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("wide").setShardsNum(4).build());

        assertThat(
                        story.table
                                .collections()
                                .named("", "wide", 0)
                                .orElseThrow()
                                .getPhysicalChannelsList())
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(
                        story.refusal(
                                        Method.CREATE_COLLECTION,
                                        TestingDefinitions.createRequest("wider")
                                                .setShardsNum(5)
                                                .build())
                                .reason())
                .isEqualTo("no enough channels, want: 5, got: 4");
    }

    @Test
    void aNodeThatReportsNothingHoldsNothingUp() {
        story.run(
                Method.REGISTER_NODE,
                RegisterNodeRequest.newBuilder()
                        .setRole("proxy")
                        .setAddress(Address.newBuilder().setIp("localhost"))
                        .build());
        story.run(Method.CREATE_PARTITION, createPartition("p"));

        // Neither the node nor its silence is in what the channels are told.
        assertThat(story.told()).noneMatch(MetaChange::hasNode);
        assertThat(story.table.partitions().named(films, "p", story.now())).isPresent();
    }

    @Test
    void droppingAnAliasLeavesThoseThatBeginWithIt() {
        story.run(Method.CREATE_ALIAS, createAlias("best"));
        story.run(Method.CREATE_ALIAS, createAlias("best_of_all"));
        story.run(Method.DROP_ALIAS, DropAliasRequest.newBuilder().setAlias("best").build());

        assertThat(story.table.aliases().of(films, 0))
                .extracting(AliasMeta::getName)
                .containsExactly("best_of_all");
    }

    @Test
    void droppingAnIndexLeavesThoseThatBeginWithIt() {
        story.run(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest(
                                "two",
                                TestingSchemas.films()
                                        .setName("two")
                                        .addFields(TestingSchemas.vector("vector1")))
                        .build());
        story.run(Method.CREATE_INDEX, createIndex("vector", "i1"));
        story.run(Method.CREATE_INDEX, createIndex("vector1", "i10"));
        story.run(
                Method.DROP_INDEX,
                DropIndexRequest.newBuilder().setCollectionName("two").setIndexName("i1").build());

        long two = story.table.collections().named("", "two", 0).orElseThrow().getId();
        assertThat(story.table.indexes().of(two, 0))
                .extracting(IndexMeta::getName)
                .containsExactly("i10");
    }

    @Test
    void droppingACollectionDropsItsPartitionsAndIndexesByTheirIds() {
        // The original went through the positions of the partitions, not their ids.
        story.run(Method.CREATE_PARTITION, createPartition("p"));
        story.index("films");
        story.load("films");
        long other = story.create("other");
        story.index("other");
        story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("films"));

        assertThat(story.table.partitions().of(films, 0)).isEmpty();
        assertThat(story.table.indexes().of(films, 0)).isEmpty();
        assertThat(story.table.loads().entry(films, 0)).isEmpty();
        assertThat(story.table.partitions().of(other, 0)).hasSize(1);
        assertThat(story.table.indexes().of(other, 0)).hasSize(1);
        story.table.expireBefore(story.now());
        assertThat(story.store.content().keySet())
                .noneMatch(key -> (key + "/").contains("/" + films + "/"));
    }

    @Test
    void aDroppedPartitionLeavesNothingBehind() {
        // The original left the way from the partition to its collection.
        story.run(Method.CREATE_PARTITION, createPartition("p"));
        long partition = story.now() * 10;
        story.run(
                Method.DROP_PARTITION,
                DropPartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build());
        assertThat(story.table.partitions().named(films, "p", story.now() - 1)).isPresent();
        story.table.expireBefore(story.now());

        assertThat(story.store.content().keySet())
                .noneMatch(key -> (key + "/").contains("/" + partition + "/"))
                .noneMatch(key -> key.endsWith("/p"));
    }

    @Test
    void aliasesAreResolvedAtATimestampToo() {
        // The original knew them only as of now.
        story.run(Method.CREATE_ALIAS, createAlias("best"));
        long before = story.now();
        story.create("actors");
        story.run(
                Method.ALTER_ALIAS,
                AlterAliasRequest.newBuilder()
                        .setAlias("best")
                        .setCollectionName("actors")
                        .build());

        assertThat(story.table.collections().named("", "best", before).orElseThrow().getId())
                .isEqualTo(films);
    }

    @Test
    void aPartitionIsReadAtATimestampAsWhatItIs() {
        // The original decoded another message there.
        story.run(Method.CREATE_PARTITION, createPartition("p"));

        assertThat(story.table.partitions().named(films, "p", story.now()))
                .isEqualTo(story.table.partitions().named(films, "p", 0));
        assertThat(story.table.partitions().named(films, "p", story.now() - 1)).isEmpty();
    }

    @Test
    void aCollectionCannotTakeAnAliasName() {
        story.run(Method.CREATE_ALIAS, createAlias("best"));

        assertThat(
                        story.refusal(
                                        Method.CREATE_COLLECTION,
                                        TestingDefinitions.createRequest("best").build())
                                .status()
                                .getCode())
                .isEqualTo(1601);
    }

    @Test
    void aRefusedRequestChangesNothing() {
        // The original changed its memory first, and kept what came before the mistake.
        var before = List.copyOf(story.store.content().entrySet());
        story.refusal(Method.CREATE_PARTITION, createPartition("-"));
        story.refusal(Method.CREATE_ALIAS, createAlias("films"));
        story.refusal(Method.CREATE_INDEX, createIndex("none", "i"));

        assertThat(List.copyOf(story.store.content().entrySet())).isEqualTo(before);
    }

    @Test
    void readersHoldTheMetaOfTheirCollectionsFromTheChannelsAlone() {
        // The original tells readers of four changes and lets them ask for the others.
        story.run(Method.CREATE_PARTITION, createPartition("p"));
        story.run(Method.CREATE_ALIAS, createAlias("best"));
        story.index("films");
        story.load("films");
        story.create("other");
        story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("other"));

        TestingMetaStore read = new TestingMetaStore();
        MetaTable reader = new MetaTable(read);
        for (MetaChange change : story.told()) {
            reader.apply(change);
        }

        assertThat(read.content()).isEqualTo(story.store.content());
    }

    private static MetaChange collection(long id, String name) {
        return MetaChange.newBuilder()
                .setTimestamp(id)
                .setCollection(
                        CollectionMeta.newBuilder()
                                .setId(id)
                                .setDbName("default")
                                .setName(name)
                                .setCreatedTimestamp(id))
                .build();
    }

    private static CreatePartitionRequest createPartition(String name) {
        return CreatePartitionRequest.newBuilder()
                .setCollectionName("films")
                .setPartitionName(name)
                .build();
    }

    private static CreateAliasRequest createAlias(String alias) {
        return CreateAliasRequest.newBuilder().setAlias(alias).setCollectionName("films").build();
    }

    private static CreateIndexRequest createIndex(String field, String name) {
        return CreateIndexRequest.newBuilder()
                .setCollectionName("two")
                .setFieldName(field)
                .setIndexName(name)
                .build();
    }
}
