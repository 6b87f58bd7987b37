package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.GetIndexBuildProgressRequest;
import io.milvus.grpc.GetIndexBuildProgressResponse;
import io.milvus.grpc.GetIndexStateRequest;
import io.milvus.grpc.GetIndexStateResponse;
import io.milvus.grpc.GetIndexStatisticsRequest;
import io.milvus.grpc.GetIndexStatisticsResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.MsgType;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
class IndexRequestsTest {

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");

    @Test
    void usageExample() {
        story.run(Method.CREATE_INDEX, create("vector", "by_vector", "L2"));
        long id = story.now() * 10;

        IndexDescription described = describe("by_vector").getIndexDescriptions(0);
        assertThat(described.getIndexName()).isEqualTo("by_vector");
        assertThat(described.getFieldName()).isEqualTo("vector");
        assertThat(described.getIndexID()).isEqualTo(id);
        assertThat(described.getState()).isEqualTo(IndexState.Finished);
        assertThat(described.getParamsList())
                .containsExactly(
                        TestingStory.param("index_type", "HNSW"),
                        TestingStory.param("metric_type", "L2"));
        story.run(Method.DROP_INDEX, drop("by_vector", ""));
        assertNoIndex();
    }

    @Test
    void withoutANameAnIndexTakesThatOfItsField() {
        story.run(Method.CREATE_INDEX, create("vector", "", "L2"));

        assertThat(describe("").getIndexDescriptions(0).getIndexName()).isEqualTo("vector");
    }

    @Test
    void theSameIndexAgainChangesNothing() {
        story.run(Method.CREATE_INDEX, create("vector", "v", "L2"));

        story.runUnchanged(Method.CREATE_INDEX, create("vector", "v", "L2"));
        story.runUnchanged(Method.CREATE_INDEX, create("vector", "", "L2"));
        story.runUnchanged(Method.DROP_INDEX, drop("never", ""));
    }

    @Test
    void aFieldHasAtMostOneIndexAndAnIndexOneName() {
        story.run(Method.CREATE_INDEX, create("vector", "v", "L2"));

        story.assertRefused(
                Method.CREATE_INDEX,
                create("vector", "v", "IP"),
                702,
                "at most one distinct index is allowed per field");
        story.assertRefused(
                Method.CREATE_INDEX,
                create("id", "v", "L2"),
                702,
                "at most one distinct index is allowed per field");
        story.assertRefused(
                Method.CREATE_INDEX,
                create("vector", "w", "L2"),
                1100,
                "creating multiple indexes on same field is not supported");
    }

    @Test
    void anIndexNeedsAFieldAndAMetricOfItsType() {
        story.assertRefused(
                Method.CREATE_INDEX,
                create("none", "", "L2"),
                1700,
                "cannot create index on non-exist field: none");
        story.assertRefused(
                Method.CREATE_INDEX,
                create("vector", "", "HAMMING"),
                1100,
                "data_type FloatVector mismatch with metric_type HAMMING");
        story.assertRefused(
                Method.CREATE_INDEX,
                create("Timestamp", "", "L2"),
                1100,
                "cannot create index on system field: Timestamp");
        // Metrics are told apart without regard to case.
        story.run(Method.CREATE_INDEX, create("vector", "", "cosine"));
    }

    @Test
    void howAnIndexIsHeldCanBeAlteredAndWhatItIsCannot() {
        story.run(Method.CREATE_INDEX, create("vector", "v", "L2"));
        Decision decision = story.run(Method.ALTER_INDEX, alter("mmap.enabled"));

        assertThat(describe("v").getIndexDescriptions(0).getParamsList())
                .contains(TestingStory.param("mmap.enabled", "true"));
        assertThat(decision.messages()).hasSize(1);
        assertThat(decision.messages().get(0).channels()).containsExactly(0, 1);
        story.runUnchanged(Method.ALTER_INDEX, alter("mmap.enabled"));
        story.assertRefused(
                Method.ALTER_INDEX,
                alter("metric_type"),
                1100,
                "metric_type is not a configable index proptery");
        story.load("films");
        story.assertRefused(
                Method.ALTER_INDEX,
                alter("mmap.enabled"),
                1100,
                "can't alter index on loaded collection, please release the collection first");
    }

    @Test
    void dropsByNameByFieldAndAll() {
        story.run(Method.CREATE_INDEX, create("vector", "v", "L2"));
        story.run(Method.CREATE_INDEX, create("id", "k", ""));
        story.run(Method.DROP_INDEX, drop("", "id"));
        assertThat(describe("").getIndexDescriptionsList())
                .extracting(IndexDescription::getIndexName)
                .containsExactly("v");
        story.run(Method.CREATE_INDEX, create("id", "k", ""));

        Decision all = story.run(Method.DROP_INDEX, drop("", ""));

        assertThat(all.changes()).hasSize(2);
        assertNoIndex();
    }

    @Test
    void aLoadedCollectionKeepsItsVectorIndexAndMayLoseAnother() {
        story.run(Method.CREATE_INDEX, create("vector", "v", "L2"));
        story.run(Method.CREATE_INDEX, create("id", "k", ""));
        story.load("films");

        story.assertRefused(
                Method.DROP_INDEX,
                drop("v", ""),
                1100,
                "index cannot be dropped, collection is loaded, please release it first");
        story.run(Method.DROP_INDEX, drop("k", ""));
    }

    @Test
    void anIndexIsFinishedAsNothingIsFlushed() {
        story.index("films");

        assertThat(
                        story.ask(
                                        Method.GET_INDEX_STATE,
                                        GetIndexStateRequest.newBuilder()
                                                .setCollectionName("films")
                                                .build(),
                                        GetIndexStateResponse.class)
                                .getState())
                .isEqualTo(IndexState.Finished);
        assertThat(
                        story.ask(
                                        Method.GET_INDEX_BUILD_PROGRESS,
                                        GetIndexBuildProgressRequest.newBuilder()
                                                .setCollectionName("films")
                                                .build(),
                                        GetIndexBuildProgressResponse.class)
                                .getTotalRows())
                .isZero();
        assertThat(
                        story.ask(
                                        Method.GET_INDEX_STATISTICS,
                                        GetIndexStatisticsRequest.newBuilder()
                                                .setCollectionName("films")
                                                .build(),
                                        GetIndexStatisticsResponse.class)
                                .getIndexDescriptionsList())
                .isEqualTo(describe("").getIndexDescriptionsList());
    }

    @Test
    void readersAreToldOfEachChange() {
        story.index("films");

        DdMessage message = story.messages.get(story.messages.size() - 1);
        assertThat(message.channels()).containsExactly(0, 1);
        assertThat(
                        message.body()
                                .getField(
                                        message.body()
                                                .getDescriptorForType()
                                                .findFieldByName("base"))
                                .toString())
                .contains(MsgType.CreateIndex.name());
        assertThat(TestingStory.changes(message).get(0).getIndex())
                .isEqualTo(story.table.indexes().of(films, 0).get(0));
    }

    private void assertNoIndex() {
        var refusal =
                story.refusal(
                        Method.DESCRIBE_INDEX,
                        DescribeIndexRequest.newBuilder().setCollectionName("films").build());
        assertThat(refusal.reason()).isEqualTo("index not found[collection=films][index=]");
        assertThat(refusal.status().getCode()).isEqualTo(700);
        assertThat(refusal.status().getErrorCode()).isEqualTo(ErrorCode.IndexNotExist);
    }

    private DescribeIndexResponse describe(String name) {
        return story.ask(
                Method.DESCRIBE_INDEX,
                DescribeIndexRequest.newBuilder()
                        .setCollectionName("films")
                        .setIndexName(name)
                        .build(),
                DescribeIndexResponse.class);
    }

    private static CreateIndexRequest create(String field, String name, String metric) {
        CreateIndexRequest.Builder create =
                CreateIndexRequest.newBuilder()
                        .setCollectionName("films")
                        .setFieldName(field)
                        .setIndexName(name);
        if (!metric.isEmpty()) {
            create.addExtraParams(TestingStory.param("metric_type", metric));
        }
        return create.addExtraParams(TestingStory.param("index_type", "HNSW")).build();
    }

    private static AlterIndexRequest alter(String key) {
        return AlterIndexRequest.newBuilder()
                .setCollectionName("films")
                .setIndexName("v")
                .addExtraParams(TestingStory.param(key, "true"))
                .build();
    }

    private static DropIndexRequest drop(String name, String field) {
        return DropIndexRequest.newBuilder()
                .setCollectionName("films")
                .setIndexName(name)
                .setFieldName(field)
                .build();
    }
}
