package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.definition.TestingDefinitions;
import io.tidemark.meta.MetaTable;
import io.tidemark.meta.TestingMetaStore;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.OpenSegments;
import io.tidemark.proto.PendingFlush;
import io.tidemark.proto.ProxyState;
import io.tidemark.proto.SegmentFill;
import io.tidemark.proto.SegmentUpdate;
import io.tidemark.proto.TaskSchedulerHeartbeat;
import io.tidemark.request.Method;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import io.tidemark.request.Request;
import io.tidemark.wal.TestingPacks;
import io.tidemark.wal.WalOutput;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.DeadLetter;
import io.tidemark.wal.WalOutput.Message;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
class ProxyTasksTest {

    private static final int PARTITION = 1;
    private static final ReplyTo REPLY = new ReplyTo(0, new byte[] {1}, false);
    private static final ClusterSettings SETTINGS =
            ClusterSettings.newBuilder()
                    .setRequestPartitions(1)
                    .setChannels(4)
                    .setChannelPrefix("t")
                    .setTickStepMs(50)
                    .setMaxRows(100)
                    .setMaxMessageBytes(1 << 20)
                    .setSegmentMaxRows(1 << 20)
                    .setMetaRetentionMs(1_000)
                    .build();

    private final DdTaskQueue rootCoord =
            new DdTaskQueue(new MetaTable(new TestingMetaStore()), SETTINGS, 0);
    private final MetaView meta = new MetaView();
    private final List<WalOutput> outputs = new ArrayList<>();
    private final List<Long> waitsMs = new ArrayList<>();
    private final ProxyTasks tasks = tasks(1 << 20);
    private long nowMs;
    private long offset;

    @Test
    void usageExample() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        meta.close(20);

        take(insertAt(20, 0, "films"));

        MutationResult result = answer();
        assertThat(result.getStatus().getCode()).isZero();
        assertThat(result.getInsertCnt()).isEqualTo(1);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void whatWaitsIsCountedAndTimedAndWhatIsDecidedAtOnceIsNot() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        meta.close(20);
        take(insertAt(20, 0, "films"));
        nowMs = 100;
        take(insertAt(30, 0, "films"));
        take(insertAt(31, 0, "films"));
        assertThat(tasks.heartbeat().build())
                .isEqualTo(
                        TaskSchedulerHeartbeat.newBuilder()
                                .setDmQueueLength(2)
                                .setNumDmDone(1)
                                .setLastTimestamp(HybridTimestamp.of(20, PARTITION, 0))
                                .build());

        nowMs = 111;
        meta.close(31);
        tasks.advance();

        assertThat(waitsMs).containsExactly(11L);
        assertThat(tasks.heartbeat().getDmQueueLength()).isZero();
        assertThat(tasks.heartbeat().getNumDmDone()).isEqualTo(3);
    }

    @Test
    void insertsThatComeTogetherShareARecordAndAreAnsweredBehindIt() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        meta.close(20);

        take(insertAt(19, 0, "films"), insertAt(19, 1, "films"), insertAt(20, 0, "films"));

        assertThat(outputs)
                .extracting(output -> output.getClass().getSimpleName())
                .containsExactly("MessagePack", "Answer", "Answer", "Answer");
        assertThat(messages())
                .extracting(Message::timestamp)
                .containsExactly(
                        HybridTimestamp.of(19, PARTITION, 0),
                        HybridTimestamp.of(19, PARTITION, 1),
                        HybridTimestamp.of(20, PARTITION, 0));
    }

    @Test
    void anInsertInTheMillisecondOfADropIsRefusedAsTheDropIsAlwaysEarlier() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        meta.close(19);
        // The first stamp a request can have in that millisecond, taken in before the drop is known
        take(insertAt(20, 0, "films"));
        tasks.advance();
        assertThat(outputs).as("its millisecond is open").isEmpty();

        // … and the last one a definition can have.
        define(Method.DROP_COLLECTION, HybridTimestamp.of(20, 0, HybridTimestamp.MAX_SEQUENCE));
        meta.close(20);
        tasks.advance();

        assertThat(answer().getStatus().getCode()).isEqualTo(100);
        assertThat(answer().getStatus().getErrorCode()).isEqualTo(ErrorCode.CollectionNotExists);
        assertThat(messages()).isEmpty();
    }

    @Test
    void anInsertInTheMillisecondBeforeADropIsAccepted() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        define(Method.DROP_COLLECTION, HybridTimestamp.of(20, 0, 0));
        meta.close(20);

        take(insertAt(19, HybridTimestamp.MAX_SEQUENCE, "films"));

        assertThat(answer().getStatus().getCode()).isZero();
        assertThat(messages()).hasSize(1);
    }

    @Test
    void whereWritingIsForbiddenRowsAreRefusedFromThatTimestampUntilItIsLifted() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        define(Method.ALTER_DATABASE, 20, deny("true"));
        define(Method.ALTER_DATABASE, 30, deny("false"));
        meta.close(40);

        take(insertAt(19, 0, "films"));
        assertThat(answer().getStatus().getCode()).isZero();
        take(insertAt(20, 0, "films"));
        assertThat(answer().getStatus().getCode()).isEqualTo(9);
        assertThat(answer().getStatus().getErrorCode()).isEqualTo(ErrorCode.ForceDeny);
        assertThat(answer().getStatus().getReason())
                .isEqualTo(
                        "quota exceeded[reason=access has been disabled by the administrator]:"
                                + " database.force.deny.writing of database default");
        take(insertAt(30, 0, "films"));
        assertThat(answer().getStatus().getCode()).isZero();
        assertThat(messages()).hasSize(2);
    }

    private static AlterDatabaseRequest deny(String value) {
        return AlterDatabaseRequest.newBuilder()
                .addProperties(
                        KeyValuePair.newBuilder()
                                .setKey("database.force.deny.writing")
                                .setValue(value))
                .build();
    }

    @Test
    void whatCanBeNoNameIsToldSo() throws Exception {
        meta.close(20);

        take(insertAt(20, 0, "two words"));

        assertThat(answer().getStatus().getCode()).isEqualTo(1100);
        assertThat(answer().getStatus().getErrorCode()).isEqualTo(ErrorCode.IllegalArgument);
        assertThat(answer().getStatus().getReason()).startsWith("Invalid collection name: two");
    }

    @Test
    void anExceptionOfTheDecisionIsAnsweredAndKeptAndTheNextTaskGoesOn() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        // A table like this is a mistake of ours: no collection is without a key.
        CollectionMeta broken =
                CollectionMeta.newBuilder()
                        .setId(7)
                        .setDbName("default")
                        .setName("broken")
                        .addVirtualChannels("t-rootcoord-dml_0_7v0")
                        .addPhysicalChannels("t-rootcoord-dml_0")
                        .setSchema(CollectionSchema.newBuilder().setName("broken"))
                        .build();
        meta.apply(MetaChange.newBuilder().setTimestamp(11).setCollection(broken).build());
        meta.close(20);

        take(insertAt(20, 0, "broken"));
        take(insertAt(20, 1, "films"));

        assertThat(outputs).hasSize(4);
        MutationResult failed = MutationResult.parseFrom(((Answer) outputs.get(0)).body());
        assertThat(failed.getStatus().getCode()).isEqualTo(65535);
        assertThat(failed.getStatus().getErrorCode()).isEqualTo(ErrorCode.UnexpectedError);
        DeadLetter letter = (DeadLetter) outputs.get(1);
        assertThat(letter.partition()).isEqualTo(PARTITION);
        assertThat(letter.offset()).isZero();
        assertThat(letter.error()).contains("Exception");
        assertThat(letter.head()).isEqualTo(insert("broken").toByteArray());
        assertThat(outputs.get(2)).isInstanceOf(Message.class);
        MutationResult next = MutationResult.parseFrom(((Answer) outputs.get(3)).body());
        assertThat(next.getStatus().getCode()).isZero();
    }

    @Test
    void aNamedPartitionTakesRowsFromItsCreationToItsDrop() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        define(
                Method.CREATE_PARTITION,
                30,
                CreatePartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build());
        define(
                Method.DROP_PARTITION,
                50,
                DropPartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build());
        meta.close(60);

        for (long ms : new long[] {29, 30, 49, 50}) {
            take(insertAt(ms, 1, insert("films").toBuilder().setPartitionName("p").build()));
        }

        assertThat(answers())
                .extracting(result -> result.getStatus().getCode())
                .containsExactly(200, 0, 0, 200);
        assertThat(Msg.InsertRequest.parseFrom(messages().get(0).body()).getPartitionID())
                .isEqualTo(30_000);
        assertThat(tasks.snapshot().getSegments().getSegmentsCount()).isEqualTo(1);
        meta.forget(60, tasks::forget);
        assertThat(tasks.snapshot().getSegments().getSegmentsCount()).isZero();
    }

    @Test
    void aFlushSealsWhatIsOpenAtItsTimeWhoeverIsToldFirst() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        long films = 10_000;
        tasks.flushAt(HybridTimestamp.of(21, 0, 0), films);
        meta.close(30);

        take(insertAt(20, 0, "films"));
        take(insertAt(21, 0, "films"));
        take(insertAt(22, 0, "films"));
        tasks.flushAt(HybridTimestamp.of(25, 0, 0), films);
        tasks.drain();

        // The partition's bits put the insert of a flush's millisecond behind it.
        assertThat(fills())
                .extracting(fill -> fill.getTimestampsCount() + " " + fill.getSealedTimestamp())
                .containsExactly("1 " + HybridTimestamp.of(21, 0, 0), "2 0");
        outputs.clear();
        tasks.close(24);
        tasks.drain();
        assertThat(fills()).isEmpty();
        tasks.close(25);
        tasks.drain();
        assertThat(fills())
                .extracting(SegmentFill::getSealedTimestamp)
                .containsExactly(HybridTimestamp.of(25, 0, 0));
        assertThat(tasks.snapshot().getSegments()).isEqualTo(OpenSegments.getDefaultInstance());
    }

    @Test
    void aFlushThatHasNotComeIsKept() {
        tasks.flushAt(HybridTimestamp.of(21, 0, 0), 7);

        assertThat(tasks.snapshot().getSegments().getFlushesList())
                .containsExactly(
                        PendingFlush.newBuilder()
                                .setTimestamp(HybridTimestamp.of(21, 0, 0))
                                .setCollectionId(7)
                                .build());
    }

    private List<SegmentFill> fills() throws Exception {
        List<SegmentFill> fills = new ArrayList<>();
        for (WalOutput output : outputs) {
            if (output instanceof WalOutput.ForSegments update) {
                fills.add(SegmentUpdate.parseFrom(update.body()).getFill());
            }
        }
        return fills;
    }

    @Test
    void rowsGoToTheCollectionThatANameOrAliasMeansAtTheirTime() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        define(Method.CREATE_COLLECTION, 11, create("actors"));
        define(
                Method.CREATE_ALIAS,
                20,
                CreateAliasRequest.newBuilder()
                        .setAlias("best")
                        .setCollectionName("films")
                        .build());
        define(
                Method.ALTER_ALIAS,
                30,
                AlterAliasRequest.newBuilder()
                        .setAlias("best")
                        .setCollectionName("actors")
                        .build());
        define(
                Method.RENAME_COLLECTION,
                40,
                RenameCollectionRequest.newBuilder()
                        .setOldName("films")
                        .setNewName("movies")
                        .build());
        meta.close(60);

        take(insertAt(19, 0, "best"));
        take(insertAt(29, 0, "best"));
        take(insertAt(30, 0, "best"));
        take(insertAt(39, 0, "films"));
        take(insertAt(40, 0, "films"));
        take(insertAt(41, 0, "movies"));

        assertThat(answers())
                .extracting(result -> result.getStatus().getCode())
                .containsExactly(100, 0, 0, 0, 100, 0);
        List<Long> collections = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Message message : messages()) {
            Msg.InsertRequest rows = Msg.InsertRequest.parseFrom(message.body());
            collections.add(rows.getCollectionID());
            names.add(rows.getCollectionName());
        }
        assertThat(collections).containsExactly(10_000L, 11_000L, 10_000L, 10_000L);
        assertThat(names).containsExactly("films", "actors", "films", "movies");
    }

    @Test
    void whatWasFoundBeforeAChangeIsFoundAgainOnlyByTasksOlderThanIt() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        meta.close(19);
        take(insertAt(18, 0, "films"));
        take(insertAt(19, 0, "films"));
        // Meta is ahead of the requests, so each of these is decided behind the change before it.
        define(Method.DROP_COLLECTION, HybridTimestamp.of(30, 0, 0));
        define(Method.CREATE_COLLECTION, 40, create("films"));
        meta.close(60);
        for (long ms : new long[] {29, 30, 39, 40, 41}) {
            take(insertAt(ms, 1, "films"));
        }

        assertThat(answers())
                .extracting(result -> result.getStatus().getCode())
                .containsExactly(0, 0, 0, 100, 100, 0, 0);
        List<Long> collections = new ArrayList<>();
        for (Message message : messages()) {
            collections.add(Msg.InsertRequest.parseFrom(message.body()).getCollectionID());
        }
        assertThat(collections).containsExactly(10_000L, 10_000L, 10_000L, 40_000L, 40_000L);
    }

    @Test
    void rowsGoToTheDatabaseThatIsNamed() throws Exception {
        define(
                Method.CREATE_DATABASE,
                9,
                CreateDatabaseRequest.newBuilder().setDbName("lab").build());
        define(
                Method.CREATE_COLLECTION,
                10,
                TestingDefinitions.createRequest("films", schema("films").toBuilder())
                        .setDbName("lab")
                        .build());
        meta.close(60);

        for (String database : new String[] {"", "lab", "none"}) {
            take(insertAt(20, 1, insert("films").toBuilder().setDbName(database).build()));
        }

        assertThat(answers())
                .extracting(result -> result.getStatus().getCode())
                .containsExactly(100, 0, 800);
        assertThat(Msg.InsertRequest.parseFrom(messages().get(0).body()).getDbName())
                .isEqualTo("lab");
    }

    @Test
    void rowsFromBeforeAFieldWasAddedNeedNoValueOfIt() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        define(
                Method.ADD_COLLECTION_FIELD,
                20,
                AddCollectionFieldRequest.newBuilder()
                        .setCollectionName("films")
                        .setSchema(
                                FieldSchema.newBuilder()
                                        .setName("year")
                                        .setDataType(DataType.Int32)
                                        .setNullable(true)
                                        .build()
                                        .toByteString())
                        .build());
        meta.close(60);

        take(insertAt(19, 0, "films"));
        take(insertAt(20, 0, "films"));

        assertThat(answers())
                .extracting(result -> result.getStatus().getCode())
                .containsExactly(0, 0);
        assertThat(Msg.InsertRequest.parseFrom(messages().get(0).body()).getFieldsDataList())
                .extracting(FieldData::getFieldName)
                .doesNotContain("year");
        assertThat(Msg.InsertRequest.parseFrom(messages().get(1).body()).getFieldsDataList())
                .extracting(FieldData::getFieldName)
                .contains("year");
    }

    @Test
    void aCollectionTakesNoMoreThanItsLimitAlsoBehindACheckpoint() throws Exception {
        define(Method.CREATE_COLLECTION, 10, create("films"));
        define(Method.CREATE_COLLECTION, 11, create("books"));
        define(
                Method.ALTER_COLLECTION,
                12,
                AlterCollectionRequest.newBuilder()
                        .setCollectionName("films")
                        .addProperties(
                                KeyValuePair.newBuilder()
                                        .setKey("collection.insertRate.max.mb")
                                        .setValue("0.00009"))
                        .build());
        meta.close(40);

        take(insertAt(20, 0, "films"), insertAt(20, 1, "films"), insertAt(20, 2, "films"));
        take(insertAt(20, 3, "books"));
        tasks.drain();
        ProxyTasks restored = tasks(1 << 20, tasks.snapshot().build());
        restored.take(List.of(insertAt(21, 0, "films"), insertAt(21, 1, "books")));

        assertThat(answers())
                .extracting(result -> result.getStatus().getCode())
                .containsExactly(0, 0, 8, 0, 8, 0);
        assertThat(outputs).noneMatch(DeadLetter.class::isInstance);
        assertThat(messages()).hasSize(4);
        define(Method.DROP_COLLECTION, HybridTimestamp.of(41, 0, 0));
        meta.close(2_000);
        meta.forget(2_000, tasks::forget);
        assertThat(tasks.snapshot().getRatesList()).isEmpty();
    }

    @Test
    void anErrorOfTheStatePasses() throws Exception {
        ProxyTasks spilling = tasks(0);
        spilling.take(List.of(insertAt(20, 0, "films")));
        meta.close(20);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(spilling::advance)
                .withMessage("disk gone");
        assertThat(outputs).isEmpty();
    }

    private ProxyTasks tasks(long budgetBytes) {
        return tasks(budgetBytes, ProxyState.getDefaultInstance());
    }

    private ProxyTasks tasks(long budgetBytes, ProxyState kept) {
        SpillStore store =
                new SpillStore() {
                    @Override
                    public void put(long index, Request request) {}

                    @Override
                    public Request get(long index) {
                        throw new AssertionError("disk gone");
                    }

                    @Override
                    public void remove(long index) {}
                };
        return new ProxyTasks(
                SETTINGS,
                meta,
                new DmTaskQueue(store, budgetBytes, DmTaskQueue.Kept.NOTHING),
                kept,
                new TestingTaskMetrics(),
                new QueueWait(() -> nowMs, waitsMs::add),
                outputs::add);
    }

    private void define(Method method, long ms, com.google.protobuf.Message payload) {
        Request request =
                TestingDefinitions.request(
                        method, HybridTimestamp.of(ms, 0, 0), ms * 1_000, payload);
        rootCoord.execute(request).decision().changes().forEach(meta::apply);
    }

    private void define(Method method, long timestamp) {
        Request drop =
                TestingDefinitions.request(
                        method, timestamp, 0, TestingDefinitions.dropRequest("films"));
        rootCoord.execute(drop).decision().changes().forEach(meta::apply);
    }

    private static com.google.protobuf.Message create(String name) {
        return TestingDefinitions.createRequest(name, schema(name).toBuilder()).build();
    }

    private static CollectionSchema schema(String name) {
        return CollectionSchema.newBuilder()
                .setName(name)
                .addFields(
                        FieldSchema.newBuilder()
                                .setName("id")
                                .setIsPrimaryKey(true)
                                .setDataType(DataType.Int64))
                .addFields(
                        FieldSchema.newBuilder()
                                .setName("vector")
                                .setDataType(DataType.FloatVector)
                                .addTypeParams(
                                        KeyValuePair.newBuilder().setKey("dim").setValue("2")))
                .build();
    }

    private static InsertRequest insert(String collection) {
        return InsertRequest.newBuilder()
                .setCollectionName(collection)
                .setNumRows(1)
                .addFieldsData(
                        FieldData.newBuilder()
                                .setType(DataType.Int64)
                                .setFieldName("id")
                                .setScalars(
                                        ScalarField.newBuilder()
                                                .setLongData(LongArray.newBuilder().addData(1))))
                .addFieldsData(
                        FieldData.newBuilder()
                                .setType(DataType.FloatVector)
                                .setFieldName("vector")
                                .setVectors(
                                        VectorField.newBuilder()
                                                .setDim(2)
                                                .setFloatVector(
                                                        FloatArray.newBuilder()
                                                                .addData(1)
                                                                .addData(2))))
                .build();
    }

    private Request insertAt(long ms, int sequence, String collection) {
        return insertAt(ms, sequence, insert(collection));
    }

    private Request insertAt(long ms, int sequence, InsertRequest insert) {
        return new Request(
                PARTITION,
                offset++,
                HybridTimestamp.of(ms, PARTITION, sequence),
                1_000,
                1,
                Method.INSERT,
                Payload.of(insert.toByteArray()),
                REPLY,
                null);
    }

    private List<MutationResult> answers() throws Exception {
        List<MutationResult> answers = new ArrayList<>();
        for (WalOutput output : outputs) {
            if (output instanceof Answer answer) {
                answers.add(MutationResult.parseFrom(answer.body()));
            }
        }
        return answers;
    }

    private MutationResult answer() throws Exception {
        Answer last = (Answer) outputs.get(outputs.size() - 1);
        return MutationResult.parseFrom(last.body());
    }

    private void take(Request... requests) throws Exception {
        tasks.take(List.of(requests));
    }

    private List<Message> messages() {
        return outputs.stream()
                .flatMap(output -> TestingPacks.unpack(output).stream())
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList();
    }
}
