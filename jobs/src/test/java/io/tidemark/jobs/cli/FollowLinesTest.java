package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.tidemark.clock.HybridTimestamp;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.DefinitionMsg;
import io.tidemark.proto.MetaChange;
import io.tidemark.wal.WalOutput;
import java.time.Instant;
import milvus.proto.msg.Msg.CreateCollectionRequest;
import milvus.proto.msg.Msg.InsertRequest;
import milvus.proto.msg.Msg.TimeTickMsg;
import org.junit.jupiter.api.Test;

class FollowLinesTest {

    private static final long NEW_YEAR_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @Test
    void usageExample() {
        InsertRequest insert =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
                        .setCollectionName("books")
                        .setNumRows(3)
                        .setShardName("by-dev-rootcoord-dml_4_7v0")
                        .setSegmentID(9)
                        .build();
        assertThat(FollowLines.TEXT.message(message(2, insert.toByteArray())))
                .isEqualTo(
                        "2026-01-01T00:00:00.000Z  requests-1 #5     channel 4    Insert          "
                                + " books, 3 rows, shard by-dev-rootcoord-dml_4_7v0, segment 9");
    }

    @Test
    void definitionsComeThroughTheirOwnPartition() {
        CreateCollectionRequest create =
                CreateCollectionRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateCollection))
                        .setCollectionName("books")
                        .setCollectionID(7)
                        .build();
        assertThat(FollowLines.TEXT.message(message(0, create.toByteArray())))
                .contains("definitions #5", "CreateCollection books, collection 7");
    }

    @Test
    void aChangeIsToldByTheCollectionItConcerns() {
        byte[] body =
                DefinitionMsg.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateAlias))
                        .addChanges(
                                MetaChange.newBuilder()
                                        .setAlias(
                                                AliasMeta.newBuilder()
                                                        .setName("best")
                                                        .setCollectionId(7)))
                        .build()
                        .toByteArray();
        assertThat(FollowLines.TEXT.message(message(0, body)))
                .endsWith("CreateAlias      best, collection 7");
    }

    @Test
    void aKindThisCommandDoesNotKnowIsNamedAllTheSame() {
        byte[] body =
                TimeTickMsg.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.CreateIndex))
                        .build()
                        .toByteArray();
        assertThat(FollowLines.TEXT.message(message(0, body)))
                .endsWith("CreateIndex      " + body.length + " bytes");
    }

    @Test
    void jsonIsOneObjectALineWithTheWholeMessage() {
        InsertRequest insert =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.Insert))
                        .setNumRows(3)
                        .addRowIDs(11)
                        .build();
        String text = FollowLines.JSON.message(message(2, insert.toByteArray()));
        assertThat(text).doesNotContain("\n");
        JsonObject line = JsonParser.parseString(text).getAsJsonObject();
        assertThat(line.get("kind").getAsString()).isEqualTo("Insert");
        assertThat(line.get("instant").getAsString()).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(line.getAsJsonObject("message").getAsJsonArray("rowIDs").get(0).getAsString())
                .isEqualTo("11");
    }

    @Test
    void aTickTellsHowManyMessagesItCloses() {
        long tick = HybridTimestamp.endOf(NEW_YEAR_MS);
        assertThat(FollowLines.TEXT.tick(tick, 4))
                .startsWith("2026-01-01T00:00:00.000Z  tick")
                .endsWith("4 messages");
    }

    @Test
    void bytesThatAreNoMessageAreASentence() {
        assertThatThrownBy(() -> FollowLines.TEXT.message(message(0, new byte[] {-1})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A message on channel 4 is no Milvus message");
    }

    private static WalOutput.Message message(int partition, byte[] body) {
        return new WalOutput.Message(
                4, HybridTimestamp.of(NEW_YEAR_MS, partition, 5), partition, 0, body);
    }
}
