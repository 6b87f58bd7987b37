package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.tidemark.proto.LoadMeta;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;

class DatabasePropertiesTest {

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        createLab(TestingStory.param("database.max.collections", "1"));
        story.create("lab", "films");

        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("books").setDbName("lab").build(),
                102,
                "exceeded the limit number of collections[dbName=lab][limit=1]");
        story.create("books");
    }

    @Test
    void aCollectionIsNotMovedIntoAFullDatabase() {
        createLab(TestingStory.param("database.max.collections", "1"));
        story.create("films");
        story.create("lab", "books");

        story.assertRefused(
                Method.RENAME_COLLECTION,
                RenameCollectionRequest.newBuilder()
                        .setOldName("films")
                        .setNewName("films")
                        .setNewDBName("lab")
                        .build(),
                102,
                "exceeded the limit number of collections[dbName=lab][limit=1]");
    }

    @Test
    void theLimitIsLiftedWithTheProperty() {
        createLab(TestingStory.param("database.max.collections", "0"));
        story.run(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.newBuilder()
                        .setDbName("lab")
                        .addDeleteKeys("database.max.collections")
                        .build());

        story.create("lab", "films");
    }

    @Test
    void aCollectionIsLoadedAsItsDatabaseSaysWhereNobodySaysOtherwise() {
        story.create("films");
        story.index("films");
        assertThat(load(0).getReplicas()).isEqualTo(1);
        story.run(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.newBuilder()
                        .addProperties(TestingStory.param("database.replica.number", "3"))
                        .addProperties(TestingStory.param("database.resource_groups", "a, b"))
                        .build());

        LoadMeta byDatabase = load(0);
        assertThat(byDatabase.getReplicas()).isEqualTo(3);
        assertThat(byDatabase.getResourceGroupsList()).containsExactly("a", "b");
        assertThat(load(2).getReplicas()).isEqualTo(2);
        story.run(
                Method.ALTER_COLLECTION,
                AlterCollectionRequest.newBuilder()
                        .setCollectionName("films")
                        .addProperties(TestingStory.param("collection.replica.number", "5"))
                        .build());
        assertThat(load(0).getReplicas()).isEqualTo(5);
    }

    @Test
    void aValueThatMeansNothingIsRefused() {
        story.assertRefused(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder()
                        .setDbName("lab")
                        .addProperties(TestingStory.param("database.max.collections", "-1"))
                        .build(),
                1100,
                "parse value of property fail, key:database.max.collections, value:-1");
        story.assertRefused(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.newBuilder()
                        .addProperties(TestingStory.param("database.replica.number", "0"))
                        .build(),
                1100,
                "parse value of property fail, key:database.replica.number, value:0");
    }

    @Test
    void aQuotaThatNobodyCouldHoldIsRefusedRatherThanKept() {
        String reason =
                "database.diskQuota.mb is not supported, as nobody reports how much of the disk a"
                        + " database takes: leave it out, and limit what is kept where data nodes"
                        + " write it";
        story.assertRefused(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder()
                        .setDbName("lab")
                        .addProperties(TestingStory.param("database.diskQuota.mb", "10"))
                        .build(),
                1100,
                reason);
        story.assertRefused(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.newBuilder()
                        .addProperties(TestingStory.param("database.diskQuota.mb", "10"))
                        .build(),
                1100,
                reason);
    }

    private void createLab(KeyValuePair property) {
        story.run(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder()
                        .setDbName("lab")
                        .addProperties(property)
                        .build());
    }

    private LoadMeta load(int replicas) {
        story.run(
                Method.RELEASE_COLLECTION,
                ReleaseCollectionRequest.newBuilder().setCollectionName("films").build());
        story.run(
                Method.LOAD_COLLECTION,
                LoadCollectionRequest.newBuilder()
                        .setCollectionName("films")
                        .setReplicaNumber(replicas)
                        .build());
        long id = story.table.collections().named("", "films", 0).orElseThrow().getId();
        return story.table.loads().of(id, 0).orElseThrow();
    }
}
