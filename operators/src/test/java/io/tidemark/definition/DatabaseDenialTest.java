package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.FlushRequest;
import io.tidemark.request.Method;
import io.tidemark.request.Refusal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseDenialTest {

    private final TestingStory story = new TestingStory();

    @BeforeEach
    void createLab() {
        story.run(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder().setDbName("lab").build());
        story.create("lab", "films");
    }

    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void usageExample() {
        deny("database.force.deny.flush", "true");
        FlushRequest asked =
                FlushRequest.newBuilder().setDbName("lab").addCollectionNames("films").build();

        Refusal refusal = story.refusal(Method.FLUSH, asked);
        assertThat(refusal.reason())
                .startsWith("quota exceeded[reason=access has been disabled by the administrator]");
        assertThat(refusal.status().getCode()).isEqualTo(9);
        assertThat(refusal.status().getErrorCode()).isEqualTo(ErrorCode.ForceDeny);
        assertThat(refusal.status().getRetriable()).isFalse();
        deny("database.force.deny.flush", "false");
        story.run(Method.FLUSH, asked);
    }

    /** Milvus internal/proxy/util.go, GetRequestInfo: which request counts as what. */
    @Test
    void eachKeyForbidsItsOwnRequests() {
        assertForbids(
                "database.force.deny.collectionDDL",
                EnumSet.of(
                        Method.CREATE_COLLECTION,
                        Method.DROP_COLLECTION,
                        Method.LOAD_COLLECTION,
                        Method.RELEASE_COLLECTION));
        assertForbids(
                "database.force.deny.partitionDDL",
                EnumSet.of(
                        Method.CREATE_PARTITION,
                        Method.DROP_PARTITION,
                        Method.LOAD_PARTITIONS,
                        Method.RELEASE_PARTITIONS));
        assertForbids(
                "database.force.deny.index", EnumSet.of(Method.CREATE_INDEX, Method.DROP_INDEX));
        assertForbids("database.force.deny.flush", EnumSet.of(Method.FLUSH, Method.FLUSH_ALL));
        assertForbids("database.force.deny.compaction", EnumSet.noneOf(Method.class));
        assertForbids("database.force.deny.reading", EnumSet.noneOf(Method.class));
        assertForbids("database.force.deny.writing", EnumSet.noneOf(Method.class));
        assertForbids(
                "database.force.deny.ddl",
                EnumSet.of(
                        Method.CREATE_COLLECTION,
                        Method.DROP_COLLECTION,
                        Method.LOAD_COLLECTION,
                        Method.RELEASE_COLLECTION,
                        Method.CREATE_PARTITION,
                        Method.DROP_PARTITION,
                        Method.LOAD_PARTITIONS,
                        Method.RELEASE_PARTITIONS,
                        Method.CREATE_INDEX,
                        Method.DROP_INDEX,
                        Method.FLUSH,
                        Method.FLUSH_ALL));
    }

    @Test
    void otherDatabasesGoOn() {
        deny("database.force.deny.ddl", "true");

        story.create("films");
    }

    @Test
    void theDatabaseItselfCanBeAlteredAndDropped() {
        story.run(
                Method.DROP_COLLECTION,
                TestingDefinitions.dropRequest("films").toBuilder().setDbName("lab").build());
        deny("database.force.deny.ddl", "true");

        story.run(Method.DROP_DATABASE, DropDatabaseRequest.newBuilder().setDbName("lab").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
    void whatMilvusReadsAsTrueForbids(String value) {
        deny("database.force.deny.ddl", value);

        assertThat(forbidden()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
    void whatMilvusReadsAsFalseForbidsNothing(String value) {
        deny("database.force.deny.ddl", value);

        assertThat(forbidden()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database.force.deny.writing",
                "database.force.deny.reading",
                "database.force.deny.ddl",
                "database.force.deny.compaction"
            })
    void whatIsNeitherIsRefused(String key) {
        story.assertRefused(
                Method.ALTER_DATABASE,
                alter(key, "yes"),
                1100,
                "parse value of property fail, key:" + key + ", value:yes");
    }

    private void assertForbids(String key, Set<Method> methods) {
        deny(key, "true");
        assertThat(forbidden()).as(key).isEqualTo(methods);
        deny(key, "false");
    }

    /** The requests that are refused because their database forbids them. */
    private Set<Method> forbidden() {
        return EnumSet.allOf(Method.class).stream()
                .filter(method -> method.topic() == Method.Topic.DEFINITIONS)
                .filter(this::isForbidden)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Method.class)));
    }

    private boolean isForbidden(Method method) {
        Message.Builder asked = method.requestPrototype().newBuilderForType();
        FieldDescriptor database = asked.getDescriptorForType().findFieldByName("db_name");
        if (database != null) {
            asked.setField(database, "lab");
        }
        return story.isRefused(method, asked.build(), 9);
    }

    private void deny(String key, String value) {
        story.run(Method.ALTER_DATABASE, alter(key, value));
    }

    private static AlterDatabaseRequest alter(String key, String value) {
        return AlterDatabaseRequest.newBuilder()
                .setDbName("lab")
                .addProperties(TestingStory.param(key, value))
                .build();
    }
}
