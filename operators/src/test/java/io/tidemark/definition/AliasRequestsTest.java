package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeAliasResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.ListAliasesResponse;
import io.tidemark.request.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AliasRequestsTest {

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");
    private final long actors = story.create("actors");

    @BeforeEach
    void createAlias() {
        story.run(Method.CREATE_ALIAS, create("best", "films"));
    }

    @Test
    void usageExample() {
        assertThat(describe("best").getCollection()).isEqualTo("films");
        story.run(Method.ALTER_ALIAS, alter("best", "actors"));
        assertThat(describe("best").getCollection()).isEqualTo("actors");
        assertThat(list("actors").getAliasesList()).containsExactly("best");
        assertThat(list("films").getAliasesList()).isEmpty();
        story.run(Method.DROP_ALIAS, drop("best"));
        assertThat(list("").getAliasesList()).isEmpty();
    }

    @Test
    void aCollectionIsFoundByItsAliasAsOfEachTime() {
        long first = story.now();
        story.run(Method.ALTER_ALIAS, alter("best", "actors"));
        long second = story.now();
        story.run(Method.DROP_ALIAS, drop("best"));

        assertThat(describeCollection("best", first).getCollectionID()).isEqualTo(films);
        assertThat(describeCollection("best", first).getAliasesList()).containsExactly("best");
        assertThat(describeCollection("films", second).getAliasesList()).isEmpty();
        assertThat(describeCollection("best", second).getCollectionID()).isEqualTo(actors);
        assertThat(describeCollection("best", second).getCollectionName()).isEqualTo("actors");
        story.assertRefused(
                Method.DESCRIBE_COLLECTION,
                DescribeCollectionRequest.newBuilder().setCollectionName("best").build(),
                100,
                "can't find collection: best");
    }

    @Test
    void theReadersOfBothCollectionsAreToldOfAnAlteration() {
        Decision decision = story.run(Method.ALTER_ALIAS, alter("best", "actors"));

        assertThat(decision.messages()).hasSize(1);
        assertThat(decision.messages().get(0).channels()).containsExactly(0, 1, 2, 3);
        assertThat(TestingStory.changes(decision.messages().get(0))).isEqualTo(decision.changes());
    }

    @Test
    void whatIsSoAlreadyChangesNothing() {
        story.runUnchanged(Method.CREATE_ALIAS, create("best", "films"));
        story.runUnchanged(Method.ALTER_ALIAS, alter("best", "films"));
        story.runUnchanged(Method.DROP_ALIAS, drop("never"));
        // The name of a collection is no alias.
        story.runUnchanged(Method.DROP_ALIAS, drop("films"));
        assertThat(story.table.collections().withId(films, 0)).isPresent();
    }

    @Test
    void aNameMeansOneThing() {
        story.assertRefused(
                Method.CREATE_ALIAS,
                create("best", "actors"),
                1602,
                "alias exists and already aliased to another collection, alias: best, collection:"
                        + " films, other collection: actors");
        story.assertRefused(
                Method.CREATE_ALIAS,
                create("actors", "films"),
                1601,
                "alias and collection name conflict[database=default][alias=actors]");
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("best").build(),
                1601,
                "collection name [best] conflicts with an existing alias, please choose a unique"
                        + " name");
    }

    @Test
    void anAliasMeansACollectionThatIsThere() {
        story.assertRefused(
                Method.CREATE_ALIAS, create("a", "none"), 100, "can't find collection: none");
        story.assertRefused(
                Method.CREATE_ALIAS,
                create("a", "best"),
                100,
                "can't find collection: best, which is an alias");
        story.assertRefused(
                Method.ALTER_ALIAS,
                alter("none", "films"),
                1600,
                "alias not found[database=default][alias=none]");
        story.assertRefused(
                Method.DESCRIBE_ALIAS,
                DescribeAliasRequest.newBuilder().setAlias("films").build(),
                1600,
                "alias not found[database=default][alias=films]");
        story.assertRefused(
                Method.CREATE_ALIAS,
                create("1st", "films"),
                1100,
                "Invalid collection alias: 1st. The first character of a collection alias must be"
                        + " an underscore or letter.");
    }

    @Test
    void aCollectionWithAliasesStays() {
        story.assertRefused(
                Method.DROP_COLLECTION,
                TestingDefinitions.dropRequest("films"),
                1100,
                "unable to drop the collection [films] because it has associated aliases [best],"
                        + " please remove all aliases before dropping the collection");
        story.assertRefused(
                Method.DROP_COLLECTION,
                TestingDefinitions.dropRequest("best"),
                1100,
                "cannot drop the collection via alias = best");
        story.run(Method.DROP_ALIAS, drop("best"));
        story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("films"));
    }

    @Test
    void listsAreSortedByName() {
        story.run(Method.CREATE_ALIAS, create("z", "films"));
        story.run(Method.CREATE_ALIAS, create("a", "films"));
        story.run(Method.CREATE_ALIAS, create("m", "actors"));

        assertThat(list("films").getAliasesList()).containsExactly("a", "best", "z");
        assertThat(list("").getAliasesList()).containsExactly("a", "best", "m", "z");
    }

    private DescribeCollectionResponse describeCollection(String name, long timestamp) {
        return story.ask(
                Method.DESCRIBE_COLLECTION,
                DescribeCollectionRequest.newBuilder()
                        .setCollectionName(name)
                        .setTimeStamp(timestamp)
                        .build(),
                DescribeCollectionResponse.class);
    }

    private DescribeAliasResponse describe(String alias) {
        return story.ask(
                Method.DESCRIBE_ALIAS,
                DescribeAliasRequest.newBuilder().setAlias(alias).build(),
                DescribeAliasResponse.class);
    }

    private ListAliasesResponse list(String collection) {
        return story.ask(
                Method.LIST_ALIASES,
                ListAliasesRequest.newBuilder().setCollectionName(collection).build(),
                ListAliasesResponse.class);
    }

    private static CreateAliasRequest create(String alias, String collection) {
        return CreateAliasRequest.newBuilder()
                .setAlias(alias)
                .setCollectionName(collection)
                .build();
    }

    private static AlterAliasRequest alter(String alias, String collection) {
        return AlterAliasRequest.newBuilder().setAlias(alias).setCollectionName(collection).build();
    }

    private static DropAliasRequest drop(String alias) {
        return DropAliasRequest.newBuilder().setAlias(alias).build();
    }
}
