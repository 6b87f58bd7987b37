package io.tidemark.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.Status;
import org.junit.jupiter.api.Test;

/** The unpublished messages are the published ones with a count. */
class RootCoordMessagesTest {

    @Test
    void usageExample() throws Exception {
        byte[] answer =
                RootCoordMessages.AllocTimestampResponse.newBuilder()
                        .setStatus(Status.newBuilder().setReason("granted"))
                        .setTimestamp(429164525386203142L)
                        .setCount(5)
                        .build()
                        .toByteArray();

        AllocTimestampResponse published = AllocTimestampResponse.parseFrom(answer);
        assertThat(published.getStatus().getReason()).isEqualTo("granted");
        assertThat(published.getTimestamp()).isEqualTo(429164525386203142L);
    }

    @Test
    void aPublishedRequestAsksForNoCount() throws Exception {
        AllocTimestampRequest published =
                AllocTimestampRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setTimestamp(9))
                        .build();
        RootCoordMessages.AllocTimestampRequest request =
                RootCoordMessages.AllocTimestampRequest.parseFrom(published.toByteArray());

        assertThat(request.getBase().getTimestamp()).isEqualTo(9);
        assertThat(request.getCount()).isZero();
    }

    @Test
    void theCountIsFieldThreeOfBoth() {
        // Milvus: internal/proto/root_coord.proto.
        assertThat(
                        RootCoordMessages.AllocTimestampRequest.newBuilder()
                                .setCount(7)
                                .build()
                                .toByteArray())
                .containsExactly(3 << 3, 7);
        assertThat(
                        RootCoordMessages.AllocTimestampResponse.newBuilder()
                                .setCount(7)
                                .build()
                                .toByteArray())
                .containsExactly(3 << 3, 7);
    }
}
