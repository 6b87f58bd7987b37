package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.RenameCollectionRequest;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.Method;
import io.tidemark.schema.TestingSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionChangesTest {

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");

    @Test
    void usageExample() {
        story.run(Method.RENAME_COLLECTION, rename("films", "movies"));

        assertThat(story.table.collections().named("", "films", 0)).isEmpty();
        CollectionMeta movies = story.table.collections().named("", "movies", 0).orElseThrow();
        assertThat(movies.getId()).isEqualTo(films);
        assertThat(movies.getSchema().getName()).isEqualTo("movies");
        assertThat(movies.getUpdateTimestamp()).isEqualTo(story.now());
        assertThat(movies.getCreatedTimestamp()).isEqualTo(films / 10);
        assertThat(story.table.collections().named("", "films", story.now() - 1)).isPresent();
        assertThat(story.table.partitions().of(films, 0)).hasSize(1);
    }

    @Test
    void aFreedNameCanBeTakenAgain() {
        story.run(Method.RENAME_COLLECTION, rename("films", "movies"));
        long other = story.create("films");
        story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("films"));
        story.run(Method.RENAME_COLLECTION, rename("movies", "films"));

        assertThat(story.table.collections().named("", "films", 0).orElseThrow().getId())
                .isEqualTo(films);
        assertThat(story.table.collections().withId(other, 0)).isEmpty();
    }

    @Test
    void aCollectionMovesIntoAnotherDatabase() {
        story.run(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder().setDbName("lab").build());
        Decision decision =
                story.run(
                        Method.RENAME_COLLECTION,
                        rename("films", "films").toBuilder().setNewDBName("lab").build());

        assertThat(story.table.collections().in("default", 0)).isEmpty();
        assertThat(story.table.collections().in("lab", 0)).hasSize(1);
        assertThat(story.table.collections().count("default")).isZero();
        assertThat(story.table.collections().count("lab")).isEqualTo(1);
        assertThat(decision.messages().get(0).channels()).containsExactly(0, 1);
    }

    @Test
    void aRenameThatCannotBeIsRefused() {
        story.create("actors");
        story.run(
                Method.CREATE_ALIAS,
                CreateAliasRequest.newBuilder()
                        .setAlias("best")
                        .setCollectionName("films")
                        .build());
        story.run(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder().setDbName("lab").build());

        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("none", "other"),
                100,
                "can't find collection: none");
        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("films", "actors"),
                1100,
                "duplicated new collection name default:actors with other collection name or"
                        + " alias");
        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("films", "films"),
                1100,
                "duplicated new collection name default:films with other collection name or"
                        + " alias");
        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("actors", "best"),
                1601,
                "cannot rename collection to an existing alias: best");
        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("best", "other"),
                1100,
                "unsupported use an alias to rename collection, alias:best");
        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("films", "films").toBuilder().setNewDBName("lab").build(),
                1100,
                "fail to rename db name, must drop all aliases of this collection before rename");
        story.assertRefused(
                Method.RENAME_COLLECTION,
                rename("films", "x").toBuilder().setNewDBName("none").build(),
                800,
                "database not found[database=none]");
    }

    @Test
    void propertiesAreSetAndDeletedInNewVersions() {
        story.run(Method.ALTER_COLLECTION, alter("b", "2"));
        story.run(Method.ALTER_COLLECTION, alter("a", "1"));
        long first = story.now();
        story.runUnchanged(Method.ALTER_COLLECTION, alter("a", "1"));
        story.run(
                Method.ALTER_COLLECTION,
                AlterCollectionRequest.newBuilder()
                        .setCollectionID(films)
                        .addDeleteKeys("b")
                        .build());

        assertThat(collection().getPropertiesList()).containsExactly(TestingStory.param("a", "1"));
        assertThat(collection().getUpdateTimestamp()).isEqualTo(story.now());
        assertThat(story.table.collections().withId(films, first).orElseThrow().getPropertiesList())
                .containsExactly(TestingStory.param("a", "1"), TestingStory.param("b", "2"));
    }

    @Test
    void ofAPropertyThatACreationSetsTwiceTheLastValueHoldsWhateverElseIsAltered() {
        story.run(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("limited")
                        .addProperties(TestingStory.param("collection.insertRate.max.mb", "16"))
                        .addProperties(TestingStory.param("collection.insertRate.max.mb", "8"))
                        .build());
        KeyValuePair limit = TestingStory.param("collection.insertRate.max.mb", "8");
        assertThat(properties("limited")).containsExactly(limit);

        story.run(
                Method.ALTER_COLLECTION,
                alter("a", "1").toBuilder().setCollectionName("limited").build());

        assertThat(properties("limited")).containsExactly(TestingStory.param("a", "1"), limit);
    }

    private List<KeyValuePair> properties(String collection) {
        return story.table
                .collections()
                .named("default", collection, 0)
                .orElseThrow()
                .getPropertiesList();
    }

    @Test
    void propertiesThatCannotBeAreRefused() {
        story.assertRefused(
                Method.ALTER_COLLECTION,
                alter("collection.ttl.seconds", "soon"),
                1100,
                "collection.ttl.seconds must be a whole number of seconds, or -1 for none, found"
                        + " soon");
        story.assertRefused(
                Method.ALTER_COLLECTION,
                alter("collection.insertRate.max.mb", "much"),
                1100,
                "parse value of property fail, key:collection.insertRate.max.mb, value:much");
        story.assertRefused(
                Method.ALTER_COLLECTION,
                alter("collection.ttl.seconds", "10").toBuilder()
                        .addProperties(TestingStory.param("collection.ttl.seconds", "soon"))
                        .build(),
                1100,
                "collection.ttl.seconds must be a whole number of seconds, or -1 for none, found"
                        + " soon");
        story.index("films");
        story.load("films");
        story.assertRefused(
                Method.ALTER_COLLECTION,
                alter("mmap.enabled", "true"),
                1100,
                "can not alter mmap properties if collection loaded");
        story.run(Method.ALTER_COLLECTION, alter("collection.ttl.seconds", "-1"));
    }

    @Test
    void anAddedFieldTakesTheNextIdBeforeTheSystemsFields() {
        story.run(Method.ADD_COLLECTION_FIELD, add(note()));

        assertThat(collection().getSchema().getFieldsList())
                .extracting(FieldSchema::getName)
                .containsExactly("id", "vector", "note", "RowID", "Timestamp");
        assertThat(collection().getSchema().getFieldsList())
                .extracting(FieldSchema::getFieldID)
                .containsExactly(100L, 101L, 102L, 0L, 1L);
        assertThat(collection().getSchema().getVersion()).isEqualTo(1);
        assertThat(story.told().get(story.told().size() - 1).getCollection())
                .isEqualTo(collection());
    }

    @Test
    void aFieldThatRowsCouldNotLackIsNotAdded() {
        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(note().setNullable(false)),
                1100,
                "added field must be nullable, please check it, field name = note");
        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(TestingSchemas.vector("v")),
                1100,
                "not support to add vector field, field name = v");
        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(note().setIsPrimaryKey(true)),
                1100,
                "not support to add pk field, field name = note");
        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(note().setIsPartitionKey(true)),
                1100,
                "not support to add partition key field, field name = note");
        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(note().setName("Timestamp")),
                1100,
                "not support to add system field, field name = Timestamp");
        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(note().setName("id")),
                1100,
                "duplicated field name");
    }

    @Test
    void thereAreAtMost64Fields() {
        for (int i = 2; i < 64; i++) {
            story.run(Method.ADD_COLLECTION_FIELD, add(note().setName("f" + i)));
        }

        story.assertRefused(
                Method.ADD_COLLECTION_FIELD,
                add(note()),
                1100,
                "The number of fields has reached the maximum value 64");
    }

    @Test
    void aTextFieldCanBecomeLonger() {
        story.run(Method.ADD_COLLECTION_FIELD, add(note()));
        story.run(Method.ALTER_COLLECTION_FIELD, alterField("note", "max_length", "20"));

        assertThat(collection().getSchema().getFields(2).getTypeParamsList())
                .containsExactly(TestingStory.param("max_length", "20"));
        assertThat(collection().getSchema().getVersion()).isEqualTo(2);
        story.runUnchanged(Method.ALTER_COLLECTION_FIELD, alterField("note", "max_length", "20"));
    }

    @Test
    void whatAFieldIsStays() {
        story.assertRefused(
                Method.ALTER_COLLECTION_FIELD,
                alterField("vector", "dim", "8"),
                1100,
                "dim does not allow update in collection field param");
        story.assertRefused(
                Method.ALTER_COLLECTION_FIELD,
                alterField("id", "max_length", "8"),
                1100,
                "max_length does not allow update in collection field param");
        story.assertRefused(
                Method.ALTER_COLLECTION_FIELD,
                alterField("none", "max_length", "8"),
                1700,
                "field not found[field=none]");
        story.assertRefused(
                Method.ALTER_COLLECTION_FIELD,
                AlterCollectionFieldRequest.newBuilder()
                        .setCollectionName("films")
                        .setFieldName("vector")
                        .addDeleteKeys("dim")
                        .build(),
                1100,
                "can not delete key dim");
    }

    private CollectionMeta collection() {
        return story.table.collections().withId(films, 0).orElseThrow();
    }

    private static FieldSchema.Builder note() {
        return TestingSchemas.field("note", DataType.VarChar)
                .setNullable(true)
                .addTypeParams(TestingStory.param("max_length", "10"));
    }

    private static AddCollectionFieldRequest add(FieldSchema.Builder field) {
        return AddCollectionFieldRequest.newBuilder()
                .setCollectionName("films")
                .setSchema(field.build().toByteString())
                .build();
    }

    private static AlterCollectionRequest alter(String key, String value) {
        return AlterCollectionRequest.newBuilder()
                .setCollectionName("films")
                .addProperties(TestingStory.param(key, value))
                .build();
    }

    private static AlterCollectionFieldRequest alterField(String field, String key, String value) {
        return AlterCollectionFieldRequest.newBuilder()
                .setCollectionName("films")
                .setFieldName(field)
                .addProperties(TestingStory.param(key, value))
                .build();
    }

    private static RenameCollectionRequest rename(String from, String to) {
        return RenameCollectionRequest.newBuilder().setOldName(from).setNewName(to).build();
    }
}
