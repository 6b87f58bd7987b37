package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.MessagePack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int MAX_BYTES = 200;

    private final List<WalOutput> out = new ArrayList<>();
    private final Outbox outbox = new Outbox(3, MAX_BYTES, out::add);

    @Test
    void usageExample() {
        Message first = message(1, 10, 0, 4);
        Message second = message(1, 10, 1, 5);
        Count count = new Count(1, 7, 2);
        outbox.accept(first);
        outbox.accept(count);
        outbox.accept(second);
        outbox.flush();

        MessagePack pack = (MessagePack) out.get(0);
        assertThat(pack.channel()).isEqualTo(1);
        assertThat(pack.writer()).isEqualTo(2);
        assertThat(pack.count()).isEqualTo(2);
        assertThat(pack.body())
                .as("what protobuf itself would write")
                .isEqualTo(TestingPacks.body(List.of(first, second)));
        assertThat(out.get(1)).as("what is no message comes behind all").isSameAs(count);
        assertThat(out).hasSize(2);
    }

    @Test
    void aMessageWithoutCompanyStaysAMessage() {
        Message alone = message(0, 10, 0, 4);
        outbox.accept(alone);
        outbox.flush();

        assertThat(out).containsExactly(alone);
    }

    @Test
    void channelsShareNoRecord() {
        Message zero = message(0, 10, 0, 4);
        Message two = message(2, 10, 0, 4);
        outbox.accept(two);
        outbox.accept(zero);
        outbox.flush();

        assertThat(out).containsExactly(zero, two);
    }

    @Test
    void aRecordIsFullBeforeItsLimit() {
        for (int part = 0; part < 10; part++) {
            outbox.accept(message(0, 10, part, 60));
        }
        outbox.flush();

        assertThat(out).hasSize(5).allMatch(MessagePack.class::isInstance);
        assertThat(out).allMatch(pack -> ((MessagePack) pack).body().length <= MAX_BYTES);
        assertThat(out.stream().flatMap(pack -> TestingPacks.unpack(pack).stream()))
                .extracting(message -> ((Message) message).part())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aLargeMessageGoesAloneBehindThoseBeforeIt() {
        Outbox roomy = new Outbox(1, 1 << 20, out::add);
        Message small = message(0, 10, 0, 4);
        Message large = message(0, 10, 1, 1 << 14);
        roomy.accept(small);
        roomy.accept(large);
        roomy.accept(small);
        roomy.flush();

        assertThat(out).containsExactly(small, large, small);
    }

    @Test
    void aLongStepIsNotHeldBackAsAWhole() {
        Message message = message(0, 10, 0, 4);
        outbox.accept(message);
        for (int i = 0; i < 1023; i++) {
            outbox.accept(new Count(0, i, 1));
        }
        assertThat(out).isEmpty();
        outbox.accept(new Count(0, 1023, 1));

        assertThat(out).hasSize(1 + 1024).startsWith(message);
    }

    @Test
    void nothingStaysBehindAStep() {
        outbox.accept(message(0, 10, 0, 4));
        outbox.flush();
        out.clear();
        outbox.flush();

        assertThat(out).isEmpty();
    }

    private static Message message(int channel, long timestamp, int part, int length) {
        byte[] body = new byte[length];
        body[0] = (byte) part;
        return new Message(channel, timestamp, 2, part, body);
    }
}
