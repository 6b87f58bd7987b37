package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.FlushAllRequest;
import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.RenameCollectionRequest;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestShapeTest {

    private static final long NEWEST = 470_628_995_768_516_608L;

    private final RequestShape has = TestingRpc.shape("HasCollection");

    @Test
    void usageExample() throws Exception {
        byte[] sent =
                HasCollectionRequest.newBuilder().setCollectionName("books").build().toByteArray();

        byte[] logged = TestingRpc.completed(has, sent, NEWEST, "lab");

        assertThat(HasCollectionRequest.parseFrom(logged))
                .isEqualTo(
                        HasCollectionRequest.newBuilder()
                                .setBase(
                                        MsgBase.newBuilder()
                                                .setMsgType(MsgType.HasCollection)
                                                .setTimestamp(NEWEST))
                                .setDbName("lab")
                                .setCollectionName("books")
                                .build());
    }

    @Test
    void whatTheClientSentStandsUnchangedInFront() throws Exception {
        UnknownFieldSet later =
                UnknownFieldSet.newBuilder()
                        .addField(
                                999,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("of 2030"))
                                        .build())
                        .build();
        byte[] sent =
                HasCollectionRequest.newBuilder().setUnknownFields(later).build().toByteArray();

        byte[] logged = TestingRpc.completed(has, sent, NEWEST, "lab");

        assertThat(Arrays.copyOf(logged, sent.length)).isEqualTo(sent);
        assertThat(Arrays.copyOfRange(logged, sent.length, logged.length))
                .isEqualTo(
                        HasCollectionRequest.newBuilder()
                                .setBase(
                                        MsgBase.newBuilder()
                                                .setMsgType(MsgType.HasCollection)
                                                .setTimestamp(NEWEST))
                                .setDbName("lab")
                                .build()
                                .toByteArray());
        assertThat(HasCollectionRequest.parseFrom(logged).getUnknownFields()).isEqualTo(later);
    }

    @Test
    void aBaseThatIsThereKeepsWhatItSays() throws Exception {
        byte[] sent =
                HasCollectionRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setMsgType(MsgType.HasCollection).setMsgID(7))
                        .build()
                        .toByteArray();

        MsgBase base =
                HasCollectionRequest.parseFrom(TestingRpc.completed(has, sent, NEWEST, ""))
                        .getBase();

        assertThat(base.getMsgID()).isEqualTo(7);
        assertThat(base.getMsgType()).isEqualTo(MsgType.HasCollection);
        assertThat(base.getTimestamp()).isEqualTo(NEWEST);
    }

    @Test
    void aTokenOfTheClientsOwnCountsWhereItIsNewer() throws Exception {
        byte[] sent =
                HasCollectionRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setTimestamp(NEWEST))
                        .build()
                        .toByteArray();

        assertThat(TestingRpc.completed(has, sent, NEWEST, "")).isEqualTo(sent);
        assertThat(TestingRpc.completed(has, sent, NEWEST - 1, "")).isEqualTo(sent);
    }

    @Test
    void aDatabaseThatTheRequestNamesStays() throws Exception {
        byte[] sent = HasCollectionRequest.newBuilder().setDbName("own").build().toByteArray();

        RequestShape.Head head = TestingRpc.head(has, sent);

        assertThat(head.database()).isEqualTo("own");
        assertThat(
                        HasCollectionRequest.parseFrom(TestingRpc.completed(has, sent, 0, "lab"))
                                .getDbName())
                .isEqualTo("own");
    }

    @Test
    void aFlushOfAllIsNotNarrowedToTheConnectionsDatabase() throws IOException {
        RequestShape flush = TestingRpc.shape("FlushAll");
        byte[] sent = new byte[0];

        assertThat(TestingRpc.completed(flush, sent, 0, "lab"))
                .isEqualTo(TestingRpc.completed(flush, sent, 0, ""));
    }

    @Test
    @SuppressWarnings("deprecation") // clients still set what Milvus has deprecated
    void aFlushWithoutADatabaseIsAboutAll() throws IOException {
        RequestShape flush = TestingRpc.shape("FlushAll");
        byte[] one = FlushAllRequest.newBuilder().setDbName("lab").build().toByteArray();

        assertThat(flush.about(TestingRpc.head(flush, new byte[0]), "mine")).isEmpty();
        assertThat(flush.about(TestingRpc.head(flush, one), "mine")).containsExactly("lab");
    }

    @Test
    void aMoveIsAboutTheDatabaseItLeavesAndTheOneItGoesTo() throws IOException {
        RequestShape rename = TestingRpc.shape("RenameCollection");
        byte[] moved =
                RenameCollectionRequest.newBuilder().setNewDBName("other").build().toByteArray();

        assertThat(rename.about(TestingRpc.head(rename, moved), "lab"))
                .containsExactly("lab", "other");
        assertThat(rename.about(TestingRpc.head(rename, new byte[0]), "lab"))
                .containsExactly("lab");
    }

    @Test
    void aRequestAboutADatabaseIsNotAboutTheConnections() throws Exception {
        RequestShape create = TestingRpc.shape("CreateDatabase");
        byte[] sent = new byte[0];

        byte[] logged = TestingRpc.completed(create, sent, 0, "lab");

        assertThat(CreateDatabaseRequest.parseFrom(logged).getDbName()).isEmpty();
    }

    @Test
    void aMessageWithoutABaseGetsNone() throws Exception {
        RequestShape version = TestingRpc.shape("GetVersion");
        RequestShape flushState = TestingRpc.shape("GetFlushState");
        byte[] segments = GetFlushStateRequest.newBuilder().addSegmentIDs(5).build().toByteArray();

        assertThat(TestingRpc.completed(version, new byte[0], NEWEST, "lab"))
                .isEqualTo(GetVersionRequest.getDefaultInstance().toByteArray());
        assertThat(
                        GetFlushStateRequest.parseFrom(
                                        TestingRpc.completed(flushState, segments, NEWEST, ""))
                                .getSegmentIDsList())
                .containsExactly(5L);
    }

    /** Bytes put behind a cut message would be taken for its missing end. */
    @Test
    void aMessageThatIsCutIsNotCompleted() {
        byte[] whole =
                HasCollectionRequest.newBuilder().setCollectionName("books").build().toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThatThrownBy(() -> TestingRpc.head(has, cut)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TestingRpc.head(has, new byte[] {(byte) 0xff}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void depthIsBounded() throws Exception {
        byte[] groups = new byte[100_000];
        Arrays.fill(groups, (byte) ((12 << 3) | 3));
        ByteString nested = ByteString.EMPTY;
        for (int depth = 0; depth < 1_000; depth++) {
            nested =
                    UnknownFieldSet.newBuilder()
                            .addField(
                                    5,
                                    UnknownFieldSet.Field.newBuilder()
                                            .addLengthDelimited(nested)
                                            .build())
                            .build()
                            .toByteString();
        }

        assertThatThrownBy(() -> TestingRpc.head(has, groups)).isInstanceOf(IOException.class);
        assertThat(TestingRpc.head(has, nested.toByteArray()).based()).isFalse();
        assertThatThrownBy(() -> TestingRpc.head(has, new byte[] {(12 << 3) | 4}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void rowsAreSteppedOver() throws Exception {
        RequestShape insert = TestingRpc.shape("Insert");
        byte[] sent =
                InsertRequest.newBuilder().setDbName("lab").setNumRows(3).build().toByteArray();

        assertThat(TestingRpc.head(insert, sent))
                .isEqualTo(new RequestShape.Head(false, 0, "lab", ""));
    }
}
