package io.tidemark.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.LogRecord;
import io.tidemark.request.Payload;
import io.tidemark.request.ReplyTo;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {

    private final RequestHeaders reader = new RequestHeaders();
    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void usageExample() {
        header("method", "Insert");
        header("reply-to", "3");
        header("correlation", "mine");
        header("content-type", "application/json");

        SentRequest record = read(new byte[] {1});
        LogRecord inTheLog =
                record.in(
                        new ConsumerRecord<>(
                                "requests",
                                0,
                                42,
                                1234,
                                TimestampType.LOG_APPEND_TIME,
                                0,
                                0,
                                null,
                                null,
                                headers,
                                Optional.empty()));
        assertThat(inTheLog.offset()).isEqualTo(42);
        assertThat(inTheLog.appendMs()).isEqualTo(1234);
        assertThat(inTheLog.method()).isEqualTo("Insert");
        assertThat(inTheLog.payload()).isSameAs(record.payload());
        assertThat(inTheLog.replyTo()).isSameAs(record.replyTo());
        assertThat(record.method()).isEqualTo("Insert");
        assertThat(record.payload().toArray()).containsExactly(1);
        assertThat(record.replyTo())
                .isEqualTo(new ReplyTo(3, "mine".getBytes(StandardCharsets.UTF_8), true));
    }

    @Test
    void withoutHeadersNobodyIsAnswered() {
        SentRequest record = read(new byte[0]);

        assertThat(record.method()).isNull();
        assertThat(record.replyTo()).isSameAs(ReplyTo.NONE);
        assertThat(record.replyTo().wanted()).isFalse();
    }

    @Test
    void aCorrelationAloneAsksForNoAnswer() {
        header("correlation", "mine");

        assertThat(read(new byte[0]).replyTo().wanted()).isFalse();
    }

    @Test
    void anAddressThatIsNoneIsNobodyElsesAddress() {
        for (String rubbish :
                new String[] {"", "two", "-1", "-2147483648", "2147483648", "1.5", "0x1", "١ ٢"}) {
            RecordHeaders own = new RecordHeaders();
            own.add("reply-to", rubbish.getBytes(StandardCharsets.UTF_8));
            ReplyTo replyTo = reader.read(own, Payload.NONE).replyTo();

            assertThat(replyTo.wanted()).as(rubbish).isTrue();
            assertThat(replyTo.partition())
                    .as("%s names no partition of any topic", rubbish)
                    .satisfiesAnyOf(
                            number -> assertThat(number).isNegative(),
                            number -> assertThat(number).isEqualTo(ReplyTo.NO_NUMBER));
        }
    }

    @Test
    void anAddressIsTheNumberThatItsTextIs() {
        for (String number :
                new String[] {
                    "0", "7", "007", "+7", "999999999", "1000000000", "2147483647", "٧"
                }) {
            RecordHeaders own = new RecordHeaders();
            own.add("reply-to", number.getBytes(StandardCharsets.UTF_8));

            assertThat(reader.read(own, Payload.NONE).replyTo().partition())
                    .as(number)
                    .isEqualTo(Integer.parseInt(number));
        }
    }

    @Test
    void eachRecordHasItsOwnMethodWhateverTheOneBeforeHad() {
        for (String method :
                new String[] {"Insert", "Insert", null, "Insert", "Flush", "", null, null}) {
            RecordHeaders own = new RecordHeaders();
            own.add("method", method == null ? null : method.getBytes(StandardCharsets.UTF_8));

            assertThat(reader.read(own, Payload.NONE).method()).isEqualTo(method);
        }
    }

    @Test
    void spacesAroundAnAddressAreNoMatter() {
        header("reply-to", " 7\n");

        assertThat(read(new byte[0]).replyTo().partition()).isEqualTo(7);
    }

    @Test
    void theLastOfEqualHeadersCounts() {
        header("method", "Insert");
        header("method", "DropCollection");

        assertThat(read(new byte[0]).method()).isEqualTo("DropCollection");
    }

    @Test
    void nullsAndBytesThatAreNoTextAreTakenAsTheyAre() {
        headers.add("method", new byte[] {(byte) 0xff, (byte) 0xfe});
        headers.add("reply-to", null);
        headers.add("correlation", null);
        headers.add("content-type", new byte[] {0});

        SentRequest record = read(new byte[0]);
        assertThat(record.method()).isEqualTo("\ufffd\ufffd");
        assertThat(record.replyTo()).isEqualTo(ReplyTo.NONE);
    }

    private void header(String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private SentRequest read(byte[] payload) {
        return reader.read(headers, Payload.of(payload));
    }
}
