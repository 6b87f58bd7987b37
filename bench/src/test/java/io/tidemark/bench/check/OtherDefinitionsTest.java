package io.tidemark.bench.check;

import static io.tidemark.bench.check.TestingWal.at;
import static io.tidemark.bench.check.TestingWal.ok;
import static io.tidemark.bench.check.TestingWal.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.MsgType;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.FlushMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another {@code books} (id 17) is created at 160 ms; its partition {@code east} (id 19) at 165,
 * with row 9 at 170, is there when asked for at 175, and dropped at 180. Each test plants a fault.
 */
class OtherDefinitionsTest {

    private static final int CHANNELS = 2;
    private static final PartitionMeta EAST =
            PartitionMeta.newBuilder().setCollectionId(17).setId(19).setName("east").build();

    private final TestingWal log = TestingWal.sound();
    private final List<Integer> ticked = log.dml.stream().map(List::size).toList();

    @BeforeEach
    void goOn() {
        log.created(17, at(160, 0, 0));
        ask("CreatePartition", "east", ok(), at(165, 0, 0));
        tell(MsgType.CreatePartition, at(165, 0, 0), created(EAST));
        log.request("i", TestingWal.insertion(9).toBuilder().setPartitionName("east").build());
        log.answer(
                "i",
                "milvus.proto.milvus.InsertRequest",
                TestingWal.inserted(at(170, 1, 0), 9),
                at(170, 1, 0));
        rows(19);
        ask("HasPartition", "east", yes(), at(175, 0, 0));
        ask("DropPartition", "east", ok(), at(180, 0, 0));
        tell(MsgType.DropPartition, at(180, 0, 0), created(EAST).setDropped(true));
    }

    @Test
    void usageExample() {
        Report report = check();

        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("other definitions compared")).isEqualTo(2);
    }

    @Test
    void aDefinitionMissingOnOneChannelIsFound() {
        removeLast(1);
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void otherBytesOnOneChannelAreFound() {
        removeLast(1);
        MetaChange.Builder other = created(EAST.toBuilder().setShards(9).build()).setDropped(true);
        log.change(1, MsgType.DropPartition, at(180, 0, 0), other);
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void aDefinitionOfNoCollectionIsFound() {
        log.silent("Flush");
        tell(MsgType.Flush, at(190, 0, 0), flushed(99));
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void aDefinitionOfNoRequestIsFound() {
        tell(MsgType.Flush, at(190, 0, 0), flushed(17));
        broken(Promise.NOTHING_IS_INVENTED);
    }

    @Test
    void aSilentRequestExplainsOneDefinition() {
        log.silent("Flush");
        tell(MsgType.Flush, at(190, 0, 0), flushed(17));
        assertThat(check().violations()).isEmpty();
    }

    @Test
    void readersOfBothCollectionsAreToldThatAnAliasMoves() {
        moveAlias();
        assertThat(check().violations()).isEmpty();
    }

    @Test
    void aMovedAliasThatReadersOfTheOneBeforeDoNotHearOfIsFound() {
        moveAlias();
        removeLast(1);
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void anAcknowledgedPartitionThatIsNowhereIsFound() {
        ask("CreatePartition", "west", ok(), at(190, 0, 0));
        broken(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
    }

    @Test
    void whoDropsAPartitionThatIsGoneChangesNothing() {
        ask("DropPartition", "east", ok(), at(190, 0, 0));
        assertThat(check().violations()).isEmpty();
    }

    @Test
    void aPartitionThatIsDroppedTwiceIsFound() {
        ask("DropPartition", "east", ok(), at(190, 0, 0));
        tell(MsgType.DropPartition, at(190, 0, 0), created(EAST).setDropped(true));
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void anAnswerThatKnowsAPartitionThatIsDroppedIsFound() {
        ask("HasPartition", "east", yes(), at(190, 0, 0));
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void anAnswerThatDoesNotKnowAPartitionIsFound() {
        byte[] no = BoolResponse.getDefaultInstance().toByteArray();
        ask("HasPartition", "_default", no, at(190, 0, 0));
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void rowsInAnotherPartitionAreFound() {
        removeLast(0);
        removeLast(0);
        rows(18);
        log.change(0, MsgType.DropPartition, at(180, 0, 0), created(EAST).setDropped(true));
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void anIdThatIsGivenAgainIsFound() {
        log.silent("CreatePartition");
        PartitionMeta west = EAST.toBuilder().setName("west").build();
        tell(MsgType.CreatePartition, at(190, 0, 0), created(west));
        broken(Promise.IDS_ARE_UNIQUE);
    }

    private void ask(String method, String partition, byte[] answer, long timestamp) {
        byte[] request =
                HasPartitionRequest.newBuilder()
                        .setCollectionName("books")
                        .setPartitionName(partition)
                        .build()
                        .toByteArray();
        log.define(method + timestamp, method, request, answer, timestamp);
    }

    private void tell(MsgType type, long timestamp, MetaChange.Builder change) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            log.change(channel, type, timestamp, change);
        }
    }

    /** Row 9, on channel 0. */
    private void rows(long partition) {
        long timestamp = at(170, 1, 0);
        byte[] rows =
                TestingWal.message(timestamp, 17, 0, Map.of(9L, 109L)).toBuilder()
                        .setPartitionID(partition)
                        .build()
                        .toByteArray();
        log.message(0, timestamp, 1, 0, rows);
    }

    /** From {@code books}, on both channels, to {@code tracts}, on channel 0 alone. */
    private void moveAlias() {
        log.silent("CreateAlias");
        log.silent("AlterAlias");
        AliasMeta.Builder alias = AliasMeta.newBuilder().setName("tomes").setId(21);
        tell(
                MsgType.CreateAlias,
                at(185, 0, 0),
                MetaChange.newBuilder().setAlias(alias.setCollectionId(17)));
        long timestamp = at(190, 0, 0);
        log.define(
                "c27",
                "CreateCollection",
                TestingWal.create().toBuilder()
                        .setCollectionName("tracts")
                        .setShardsNum(1)
                        .build()
                        .toByteArray(),
                ok(),
                timestamp);
        byte[] tracts =
                TestingWal.creation(timestamp)
                        .setCollectionName("tracts")
                        .setCollectionID(27)
                        .setPartitionIDs(0, 28)
                        .clearPhysicalChannelNames()
                        .addPhysicalChannelNames("by-dev-rootcoord-dml_0")
                        .build()
                        .toByteArray();
        log.message(0, timestamp, 0, 0, tracts);
        tell(
                MsgType.AlterAlias,
                at(195, 0, 0),
                MetaChange.newBuilder().setAlias(alias.setCollectionId(27)));
    }

    private static MetaChange.Builder created(PartitionMeta partition) {
        return MetaChange.newBuilder().setPartition(partition);
    }

    private static MetaChange.Builder flushed(long collection) {
        return MetaChange.newBuilder().setFlush(FlushMeta.newBuilder().setCollectionId(collection));
    }

    private void removeLast(int channel) {
        List<ConsumerRecord<byte[], byte[]>> messages = log.dml.get(channel);
        messages.remove(messages.size() - 1);
    }

    /** Closes the channels with ticks that count what is there. */
    private Report check() {
        for (int channel = 0; channel < CHANNELS; channel++) {
            int count = log.dml.get(channel).size() - ticked.get(channel);
            log.tick(channel, 4, TestingWal.tickAt(3), count);
        }
        return log.check();
    }

    private void broken(Promise promise) {
        Report report = check();
        assertThat(report.count(promise)).isPositive();
        assertThat(report.kept()).isFalse();
    }
}
