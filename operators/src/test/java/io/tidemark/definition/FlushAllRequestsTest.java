package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.FlushAllResponse;
import io.milvus.grpc.FlushAllState;
import io.milvus.grpc.FlushAllTarget;
import io.milvus.grpc.GetFlushAllStateRequest;
import io.milvus.grpc.GetFlushAllStateResponse;
import io.milvus.grpc.MsgType;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // db_name, flush_targets and flush_all_ts are what clients use
class FlushAllRequestsTest {

    private final TestingStory story = new TestingStory();
    private final long films = story.create("films");
    private final long shelf = createIn("lab", "shelf");

    @Test
    void usageExample() throws Exception {
        Decision flush = flush(FlushAllRequest.getDefaultInstance());

        assertThat(((FlushAllResponse) flush.response()).getFlushAllTs()).isEqualTo(story.now());
        assertThat(flush.questions())
                .containsExactly(
                        new SegmentQuestion(films, "films", 0, "default", story.now()),
                        new SegmentQuestion(shelf, "shelf", 0, "lab", story.now()));
        // Each collection's readers are told on its own two channels, as by a Flush.
        assertThat(flush.messages()).hasSize(2);
        for (DdMessage message : flush.messages()) {
            assertThat(message.channels()).hasSize(2);
            DefinitionMsg told = DefinitionMsg.parseFrom(message.body().toByteString());
            assertThat(told.getBase().getMsgType()).isEqualTo(MsgType.Flush);
            assertThat(told.getBase().getTimestamp()).isEqualTo(story.now());
        }
        assertThat(flush.changes())
                .extracting(change -> change.getFlush().getCollectionId())
                .containsExactly(films, shelf);
    }

    @Test
    void whoNamesADatabaseFlushesItsCollectionsAlone() {
        assertThat(flushed(FlushAllRequest.newBuilder().setDbName("lab").build()))
                .containsExactly(shelf);
        story.assertRefused(
                Method.FLUSH_ALL,
                FlushAllRequest.newBuilder().setDbName("none").build(),
                800,
                "database not found[database=none]");
    }

    @Test
    void targetsNameDatabasesOrCollectionsEachFlushedOnce() {
        long books = story.create("books");
        FlushAllRequest asked =
                FlushAllRequest.newBuilder()
                        // Beside targets it says nothing.
                        .setDbName("none")
                        .addFlushTargets(target("lab"))
                        .addFlushTargets(target("", "books", "books"))
                        .addFlushTargets(target("lab", "shelf"))
                        .build();

        assertThat(flushed(asked)).containsExactly(shelf, books);
        story.assertRefused(
                Method.FLUSH_ALL,
                FlushAllRequest.newBuilder().addFlushTargets(target("lab", "films")).build(),
                100,
                "can't find collection: films");
    }

    @Test
    void readersHoldTheSameMetaBehindIt() {
        flush(FlushAllRequest.getDefaultInstance());
        MetaTable reader = new MetaTable(new HeapMetaStore());
        story.told().forEach(reader::apply);

        for (long collection : List.of(films, shelf)) {
            assertThat(reader.segments().flush(collection, 0))
                    .isPresent()
                    .isEqualTo(story.table.segments().flush(collection, 0));
        }
    }

    @Test
    void withoutACollectionThereIsNothingToAsk() {
        Decision flush =
                new TestingStory().run(Method.FLUSH_ALL, FlushAllRequest.getDefaultInstance());

        assertThat(flush.questions()).isEmpty();
        assertThat(((FlushAllResponse) flush.response()).getFlushAllTs()).isEqualTo(1_001);
    }

    @Test
    void ofVeryManyCollectionsNoneIsToldByItself() {
        for (int i = 2; i < FlushAllRequests.MOST_TOLD; i++) {
            story.create("c" + i);
        }
        assertThat(flush(FlushAllRequest.getDefaultInstance()).questions())
                .hasSize(FlushAllRequests.MOST_TOLD);
        story.create("more");

        Decision flush = flush(FlushAllRequest.getDefaultInstance());
        assertThat(flush.questions()).isEmpty();
        assertThat(flush.changes()).hasSize(FlushAllRequests.MOST_TOLD + 1);
        assertThat(state(asked(story.now())).getFlushStatesCount()).isZero();
        assertThat(state(asked(story.now())).getFlushed()).isTrue();
        story.register("datanode");
        Decision state = story.run(Method.GET_FLUSH_ALL_STATE, asked(story.now()));
        assertThat(state.questions())
                .hasSize(FlushAllRequests.MOST_TOLD + 1)
                .allMatch(question -> question.dbName().isEmpty());
    }

    @Test
    void aDatabaseWhereFlushesAreForbiddenIsNotFlushed() {
        story.run(
                Method.ALTER_DATABASE,
                AlterDatabaseRequest.newBuilder()
                        .setDbName("lab")
                        .addProperties(TestingStory.param("database.force.deny.flush", "true"))
                        .build());

        assertThat(story.refusal(Method.FLUSH_ALL, FlushAllRequest.getDefaultInstance()).reason())
                .endsWith("database.force.deny.flush of database lab");
        assertThat(flushed(FlushAllRequest.newBuilder().setDbName("default").build()))
                .containsExactly(films);
    }

    @Test
    void whileNobodyIsThereToReportAllIsFlushed() {
        GetFlushAllStateResponse state = state(asked(story.now()));

        assertThat(state.getFlushed()).isTrue();
        assertThat(state.getFlushStatesList())
                .containsExactly(flushedState("default", "films"), flushedState("lab", "shelf"));
    }

    @Test
    void whileSomebodyReportsTheViewOfSegmentsIsAsked() {
        story.register("datanode");
        long until = story.now();

        Decision state =
                story.run(
                        Method.GET_FLUSH_ALL_STATE,
                        asked(until).toBuilder().setDbName("lab").build());

        assertThat(((GetFlushAllStateResponse) state.response()).getFlushed())
                .as("what it begins with, and a collection takes back")
                .isTrue();
        assertThat(state.questions())
                .containsExactly(new SegmentQuestion(shelf, "shelf", 0, "lab", until));
        assertThat(state.changes()).isEmpty();
    }

    @Test
    void whatIsStillToComeIsNotFlushed() {
        story.register("datanode");

        assertThat(state(asked(story.now() + 1_000)).getFlushed()).isFalse();
        // Timestamps are unsigned.
        assertThat(state(asked(-1)).getFlushed()).isFalse();
    }

    @Test
    void channelsMayHaveTheirOwnTimes() {
        story.register("datanode");
        GetFlushAllStateRequest.Builder asked = GetFlushAllStateRequest.newBuilder();
        for (int channel = 0; channel < 4; channel++) {
            asked.putFlushAllTss("t-rootcoord-dml_" + channel, 500 + channel);
        }

        List<SegmentQuestion> questions =
                story.run(Method.GET_FLUSH_ALL_STATE, asked.build()).questions();

        // Two shards each: the first collection lies on channels 0 and 1, the second on 2 and 3.
        assertThat(questions)
                .extracting(SegmentQuestion::untilTimestamp)
                .containsExactly(501L, 503L);
        story.assertRefused(
                Method.GET_FLUSH_ALL_STATE,
                asked.removeFlushAllTss("t-rootcoord-dml_2").build(),
                1100,
                "FlushAllTs not found for pchannel t-rootcoord-dml_2");
        story.assertRefused(
                Method.GET_FLUSH_ALL_STATE,
                GetFlushAllStateRequest.getDefaultInstance(),
                1100,
                "FlushAllTss or FlushAllTs is required");
    }

    private Decision flush(FlushAllRequest asked) {
        return story.run(Method.FLUSH_ALL, asked);
    }

    private List<Long> flushed(FlushAllRequest asked) {
        return flush(asked).changes().stream()
                .filter(MetaChange::hasFlush)
                .map(change -> change.getFlush().getCollectionId())
                .sorted()
                .toList();
    }

    private GetFlushAllStateResponse state(GetFlushAllStateRequest asked) {
        return story.ask(Method.GET_FLUSH_ALL_STATE, asked, GetFlushAllStateResponse.class);
    }

    private long createIn(String database, String collection) {
        story.run(
                Method.CREATE_DATABASE,
                CreateDatabaseRequest.newBuilder().setDbName(database).build());
        return story.create(database, collection);
    }

    private static GetFlushAllStateRequest asked(long until) {
        return GetFlushAllStateRequest.newBuilder().setFlushAllTs(until).build();
    }

    private static FlushAllTarget target(String database, String... collections) {
        return FlushAllTarget.newBuilder()
                .setDbName(database)
                .addAllCollectionNames(List.of(collections))
                .build();
    }

    private static FlushAllState flushedState(String database, String collection) {
        return FlushAllState.newBuilder()
                .setDbName(database)
                .putCollectionFlushStates(collection, true)
                .build();
    }
}
