package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.connectors.kafka.ReceivedAnswer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static ReceivedAnswer answer(long number, int code) {
        byte[] body =
                MutationResult.newBuilder()
                        .setStatus(Status.newBuilder().setCode(code).setReason("why"))
                        .build()
                        .toByteArray();
        return new ReceivedAnswer(
                ByteBuffer.allocate(Long.BYTES).putLong(number).array(),
                "milvus.proto.milvus.InsertRequest",
                77,
                false,
                body);
    }

    @Test
    void usageExample() throws InterruptedException {
        Timeline timeline = new Timeline(100, 2, 1);

        timeline.awaitRoom();
        timeline.due(0, 5);
        timeline.take(answer(100, 0), 9);

        assertThat(timeline.answered()).isEqualTo(1);
        assertThat(timeline.dueNs(0)).isEqualTo(5);
        assertThat(timeline.answeredNs(0)).isEqualTo(9);
        assertThat(timeline.timestamp(0)).isEqualTo(77);
    }

    @Test
    void aRequestHasNoRoomBeforeOneInFlightIsAnswered() {
        Timeline timeline = new Timeline(100, 2, 1);
        AtomicBoolean answered = new AtomicBoolean();
        CompletableFuture<Boolean> second =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                timeline.awaitRoom();
                                timeline.awaitRoom();
                                return answered.get();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });

        timeline.due(0, 5);
        answered.set(true);
        timeline.take(answer(100, 0), 9);

        assertThat(second.join()).isTrue();
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        Timeline timeline = new Timeline(100, 2, 2);
        timeline.due(0, 5);

        timeline.take(answer(100, 0), 9);
        timeline.take(answer(100, 0), 12);

        assertThat(timeline.answered()).isEqualTo(1);
        assertThat(timeline.answeredNs(0)).isEqualTo(9);
    }

    @Test
    void anAnswerOfAnotherRunIsPassedOver() {
        Timeline timeline = new Timeline(100, 2, 2);

        timeline.take(answer(99, 0), 9);
        timeline.take(answer(102, 0), 9);

        assertThat(timeline.answered()).isZero();
    }

    @Test
    void aRefusedRequestFailsTheMeasurement() {
        Timeline timeline = new Timeline(100, 2, 2);

        timeline.take(answer(100, 1100), 9);

        assertThatThrownBy(timeline::answered).hasMessageContaining("why");
    }
}
