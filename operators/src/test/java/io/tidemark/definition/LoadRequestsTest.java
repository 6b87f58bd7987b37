package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.GetLoadingProgressRequest;
import io.milvus.grpc.GetLoadingProgressResponse;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadPartitionsRequest;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.ReleasePartitionsRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.tidemark.request.Method;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // percentages are what clients that ask for InMemory read
class LoadRequestsTest {

    private final TestingStory story = new TestingStory();

    @BeforeEach
    void createFilms() {
        story.create("films");
        story.create("actors");
        for (String name : new String[] {"a", "b"}) {
            story.run(
                    Method.CREATE_PARTITION,
                    CreatePartitionRequest.newBuilder()
                            .setCollectionName("films")
                            .setPartitionName(name)
                            .build());
        }
        story.index("films");
    }

    @Test
    void usageExample() {
        assertThat(state()).isEqualTo(LoadState.LoadStateNotLoad);
        story.load("films");

        assertThat(state()).isEqualTo(LoadState.LoadStateLoaded);
        assertThat(progress().getProgress()).isEqualTo(100);
        assertThat(progress().getRefreshProgress()).isEqualTo(100);
        assertThat(inMemory().getCollectionNamesList()).containsExactly("films");
        assertThat(inMemory().getInMemoryPercentagesList()).containsExactly(100L);
        assertThat(inMemory().getQueryServiceAvailableList()).containsExactly(true);
        story.run(Method.RELEASE_COLLECTION, release());
        assertThat(state()).isEqualTo(LoadState.LoadStateNotLoad);
        assertThat(inMemory().getCollectionNamesList()).isEmpty();
    }

    @Test
    void partitionsAreLoadedBesideEachOther() {
        story.run(Method.LOAD_PARTITIONS, load("a"));
        assertThat(state("a")).isEqualTo(LoadState.LoadStateLoaded);
        assertThat(state("b")).isEqualTo(LoadState.LoadStateNotLoad);
        assertThat(state("a", "b")).isEqualTo(LoadState.LoadStateNotLoad);
        story.run(Method.LOAD_PARTITIONS, load("b"));

        assertThat(state("a", "b")).isEqualTo(LoadState.LoadStateLoaded);
        assertThat(loadedPartitions()).containsExactly("a", "b");
    }

    @Test
    void ofALoadedCollectionPartitionsAreReleasedAlone() {
        story.load("films");
        story.run(Method.RELEASE_PARTITIONS, release("a"));

        assertThat(loadedPartitions()).containsExactly("_default", "b");
        story.runUnchanged(Method.RELEASE_PARTITIONS, release("a"));
        story.run(Method.RELEASE_PARTITIONS, release("_default", "b"));
        assertThat(state()).isEqualTo(LoadState.LoadStateNotLoad);
    }

    @Test
    void aLoadedCollectionHoldsPartitionsThatComeLater() {
        story.load("films");
        story.run(
                Method.CREATE_PARTITION,
                CreatePartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("later")
                        .build());

        assertThat(state("later")).isEqualTo(LoadState.LoadStateLoaded);
    }

    @Test
    void whatIsSoAlreadyChangesNothing() {
        story.runUnchanged(Method.RELEASE_COLLECTION, release());
        story.load("films");
        story.runUnchanged(
                Method.LOAD_COLLECTION,
                LoadCollectionRequest.newBuilder().setCollectionName("films").build());
        story.runUnchanged(Method.LOAD_PARTITIONS, load("a"));
    }

    @Test
    void whatCannotBeLoadedIsRefused() {
        story.assertRefused(
                Method.LOAD_COLLECTION,
                LoadCollectionRequest.newBuilder().setCollectionName("actors").build(),
                700,
                "there is no vector index on field: [vector], please create index firstly");
        story.assertRefused(Method.LOAD_PARTITIONS, load(), 1100, "due to no partition specified");
        story.assertRefused(
                Method.LOAD_PARTITIONS, load("none"), 200, "partition not found[partition=none]");
        story.assertRefused(
                Method.LOAD_COLLECTION,
                LoadCollectionRequest.newBuilder()
                        .setCollectionName("films")
                        .addLoadFields("none")
                        .build(),
                1700,
                "field not found[field=none]");
        story.assertRefused(
                Method.GET_LOADING_PROGRESS,
                GetLoadingProgressRequest.newBuilder().setCollectionName("films").build(),
                101,
                "collection not loaded[collection=films]");
        story.assertRefused(
                Method.GET_LOAD_STATE,
                GetLoadStateRequest.newBuilder().setCollectionName("none").build(),
                100,
                "can't find collection: none");
    }

    @Test
    void aDroppedCollectionIsNoLongerLoadedAndItsNameStartsAnew() {
        story.load("films");
        story.run(Method.DROP_COLLECTION, TestingDefinitions.dropRequest("films"));
        story.create("films");

        assertThat(state()).isEqualTo(LoadState.LoadStateNotLoad);
        assertThat(inMemory().getCollectionNamesList()).isEmpty();
    }

    private LoadState state(String... partitions) {
        GetLoadStateRequest.Builder asked =
                GetLoadStateRequest.newBuilder().setCollectionName("films");
        for (String partition : partitions) {
            asked.addPartitionNames(partition);
        }
        return story.ask(Method.GET_LOAD_STATE, asked.build(), GetLoadStateResponse.class)
                .getState();
    }

    private GetLoadingProgressResponse progress() {
        return story.ask(
                Method.GET_LOADING_PROGRESS,
                GetLoadingProgressRequest.newBuilder().setCollectionName("films").build(),
                GetLoadingProgressResponse.class);
    }

    private ShowCollectionsResponse inMemory() {
        return story.ask(
                Method.SHOW_COLLECTIONS,
                ShowCollectionsRequest.newBuilder().setTypeValue(1).build(),
                ShowCollectionsResponse.class);
    }

    private List<String> loadedPartitions() {
        return story.ask(
                        Method.SHOW_PARTITIONS,
                        ShowPartitionsRequest.newBuilder()
                                .setCollectionName("films")
                                .setTypeValue(1)
                                .build(),
                        ShowPartitionsResponse.class)
                .getPartitionNamesList();
    }

    private static LoadPartitionsRequest load(String... partitions) {
        LoadPartitionsRequest.Builder load =
                LoadPartitionsRequest.newBuilder().setCollectionName("films");
        for (String partition : partitions) {
            load.addPartitionNames(partition);
        }
        return load.build();
    }

    private static ReleaseCollectionRequest release() {
        return ReleaseCollectionRequest.newBuilder().setCollectionName("films").build();
    }

    private static ReleasePartitionsRequest release(String first, String... others) {
        ReleasePartitionsRequest.Builder release =
                ReleasePartitionsRequest.newBuilder()
                        .setCollectionName("films")
                        .addPartitionNames(first);
        for (String partition : others) {
            release.addPartitionNames(partition);
        }
        return release.build();
    }
}
