package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseResponse;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;

class DatabaseRequestsTest {

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        story.run(Method.CREATE_DATABASE, create("lab"));
        long id = story.now() * 10 + 1;
        long created = story.now();

        ListDatabasesResponse listed = list();
        assertThat(listed.getDbNamesList()).containsExactly("default", "lab");
        assertThat(listed.getDbIdsList()).containsExactly(1L, id);
        assertThat(listed.getCreatedTimestampList()).containsExactly(0L, created);
        story.run(Method.DROP_DATABASE, drop("lab"));
        assertThat(list().getDbNamesList()).containsExactly("default");
    }

    @Test
    void twoDatabasesHaveEachTheirOwnCollectionOfAName() {
        story.run(Method.CREATE_DATABASE, create("lab"));
        long here = story.create("films");
        long there = story.create("lab", "films");

        assertThat(show("").getCollectionIdsList()).containsExactly(here);
        assertThat(show("default").getCollectionIdsList()).containsExactly(here);
        assertThat(show("lab").getCollectionIdsList()).containsExactly(there);
        assertThat(story.table.collections().withId(there, 0).orElseThrow().getDbId())
                .isEqualTo(story.table.databases().named("lab", 0).orElseThrow().getId());
        story.assertRefused(
                Method.SHOW_COLLECTIONS,
                ShowCollectionsRequest.newBuilder().setDbName("none").build(),
                800,
                "database not found[database=none]");
    }

    @Test
    void aDatabaseIsDroppedWhenItIsEmpty() {
        story.run(Method.CREATE_DATABASE, create("lab"));
        story.create("lab", "films");

        story.assertRefused(
                Method.DROP_DATABASE,
                drop("lab"),
                1100,
                "database:lab not empty, must drop all collections before drop database");
        story.run(
                Method.DROP_COLLECTION,
                TestingDefinitions.dropRequest("films").toBuilder().setDbName("lab").build());
        story.run(Method.DROP_DATABASE, drop("lab"));
        story.runUnchanged(Method.DROP_DATABASE, drop("lab"));
    }

    @Test
    void aNameIsGivenOnceAndTheDefaultIsAlwaysThere() {
        story.run(Method.CREATE_DATABASE, create("lab"));

        story.assertRefused(
                Method.CREATE_DATABASE, create("lab"), 1100, "database already exist: lab");
        story.assertRefused(
                Method.CREATE_DATABASE, create("default"), 1100, "database already exist: default");
        story.assertRefused(
                Method.DROP_DATABASE, drop("default"), 1100, "can not drop default database");
        story.assertRefused(
                Method.CREATE_DATABASE,
                create("2"),
                802,
                "Invalid database name: 2. The first character of a database name must be an"
                        + " underscore or letter.");
        story.assertRefused(
                Method.CREATE_DATABASE, create(""), 802, "database name should not be empty");
    }

    @Test
    void propertiesAreSetAndDeletedAlsoOfTheDefaultDatabase() {
        long before = story.now();
        story.run(Method.ALTER_DATABASE, set("b", "2"));
        story.run(Method.ALTER_DATABASE, set("a", "1"));

        assertThat(describe("").getPropertiesList())
                .containsExactly(TestingStory.param("a", "1"), TestingStory.param("b", "2"));
        assertThat(describe("").getDbName()).isEqualTo("default");
        assertThat(story.table.databases().named("", before).orElseThrow().getPropertiesList())
                .isEmpty();
        story.runUnchanged(Method.ALTER_DATABASE, set("a", "1"));
        story.run(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.newBuilder().addDeleteKeys("a").build());
        assertThat(describe("default").getPropertiesList())
                .containsExactly(TestingStory.param("b", "2"));
        assertThat(list().getDbNamesList()).containsExactly("default");
        assertThat(list().getDbIdsList()).containsExactly(1L);
    }

    @Test
    void anAlterationSetsOrDeletes() {
        story.assertRefused(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.getDefaultInstance(),
                1100,
                "The properties and delete keys must not both be empty");
        story.assertRefused(
                Method.ALTER_DATABASE,
                set("a", "1").toBuilder().addDeleteKeys("b").build(),
                1100,
                "can not provide properties and deletekeys at the same time");
        story.assertRefused(
                Method.ALTER_DATABASE, set("", "1"), 1100, "a property must have a key");
    }

    @Test
    void thereAreAtMost64Databases() {
        for (int i = 1; i < 64; i++) {
            story.run(Method.CREATE_DATABASE, create("d" + i));
        }

        story.assertRefused(
                Method.CREATE_DATABASE,
                create("one_more"),
                801,
                "exceeded the limit number of database[limit=64]");
    }

    private ListDatabasesResponse list() {
        return story.ask(
                Method.LIST_DATABASES,
                ListDatabasesRequest.getDefaultInstance(),
                ListDatabasesResponse.class);
    }

    private DescribeDatabaseResponse describe(String name) {
        return story.ask(
                Method.DESCRIBE_DATABASE,
                DescribeDatabaseRequest.newBuilder().setDbName(name).build(),
                DescribeDatabaseResponse.class);
    }

    private ShowCollectionsResponse show(String database) {
        return story.ask(
                Method.SHOW_COLLECTIONS,
                ShowCollectionsRequest.newBuilder().setDbName(database).build(),
                ShowCollectionsResponse.class);
    }

    private static AlterDatabaseRequest set(String key, String value) {
        return AlterDatabaseRequest.newBuilder()
                .addProperties(TestingStory.param(key, value))
                .build();
    }

    private static CreateDatabaseRequest create(String name) {
        return CreateDatabaseRequest.newBuilder().setDbName(name).build();
    }

    private static DropDatabaseRequest drop(String name) {
        return DropDatabaseRequest.newBuilder().setDbName(name).build();
    }
}
