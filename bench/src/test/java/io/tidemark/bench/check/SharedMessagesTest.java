package io.tidemark.bench.check;

import static io.tidemark.bench.check.TestingWal.at;
import static io.tidemark.bench.check.TestingWal.rows;
import static io.tidemark.bench.check.TestingWal.tickAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.check.Violation.Promise;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What messages that share a record are told to be. On channel 1, messages of partition 1 lie at
 * places 3 to 5: rows 4 and 5 at 60 ms, row 6 at 70 ms, row 7 at 80 ms.
 */
class SharedMessagesTest {

    private final TestingWal log = more();

    private static TestingWal more() {
        TestingWal log = TestingWal.sound();
        log.insert("e", at(70, 1, 0), 6);
        log.insert("f", at(80, 1, 0), 7);
        channel(log).add(4, single(4, at(70, 1, 0), 6, 105));
        channel(log).add(5, single(5, at(80, 1, 0), 7, 106));
        channel(log).set(6, TestingWal.tick(1, 6, tickAt(2), tickAt(1), 3));
        return log;
    }

    @BeforeEach
    void share() {
        assertThat(log.check().violations()).isEmpty();
        log.share(1, 3, 3);
    }

    @Test
    void usageExample() {
        Report report = log.check();

        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("messages that shared a record")).isEqualTo(3);
        assertThat(report.figure("messages")).isEqualTo(9);
        assertThat(report.figure("rows compared")).isEqualTo(7);
        assertThat(report.figure("answers compared with their messages by time")).isEqualTo(6);
    }

    @Test
    void theSameLogPackedOtherwiseHasTheSameDigest() {
        TestingWal other = more();
        other.share(1, 4, 2);
        assertThat(log.compared(1, more()).violations()).isEmpty();
        assertThat(log.compared(1, other).violations()).isEmpty();
        assertThat(log.compared(1, other).figure("ticks compared")).isEqualTo(3);
        assertThat(other.check().violations()).isEqualTo(log.check().violations());
    }

    @Test
    void anotherBodyHasAnotherDigestHoweverItIsPacked() {
        TestingWal other = more();
        channel(other).set(4, single(4, at(70, 1, 0), 6, 107));
        other.share(1, 3, 3);
        assertThat(log.compared(1, other).violations())
                .extracting(Violation::promise)
                .containsExactly(Promise.REPETITIONS_ARE_THE_SAME_BYTES);
    }

    @Test
    void messagesMayComeAgainInOtherCompanyOrAlone() {
        channel(log).add(single(8, at(80, 1, 0), 7, 106));
        appendShared(single(9, at(70, 1, 0), 6, 105), single(9, at(80, 1, 0), 7, 106));

        Report report = log.check();

        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("messages repeated")).isEqualTo(3);
    }

    @Test
    void otherBytesInOtherCompanyAreFound() {
        appendShared(single(9, at(70, 1, 0), 6, 105), single(9, at(80, 1, 0), 7, 107));
        broken(Promise.REPETITIONS_ARE_THE_SAME_BYTES, 9);
    }

    @Test
    void otherBytesAloneAreFound() {
        channel(log).add(single(9, at(80, 1, 0), 7, 107));
        broken(Promise.REPETITIONS_ARE_THE_SAME_BYTES, 9);
    }

    @Test
    void messagesOfSeveralCellsMayShareARecordAndAreHeldForTheirOwnTick() {
        ConsumerRecord<byte[], byte[]> early = channel(log).remove(1);
        channel(log).remove(2);
        channel(log)
                .add(
                        1,
                        TestingWal.shared(
                                List.of(
                                        early,
                                        TestingWal.message(
                                                1,
                                                1,
                                                at(60, 1, 0),
                                                1,
                                                0,
                                                rows(at(60, 1, 0), 1, Map.of(4L, 103L, 5L, 104L))),
                                        single(1, at(70, 1, 0), 6, 105),
                                        single(1, at(80, 1, 0), 7, 106))));

        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void aNewMessageBehindATickIsW1ThoughOneBesideItIsARepetition() {
        appendShared(single(9, at(80, 1, 0), 7, 106), single(9, at(90, 1, 0), 8, 107));
        broken(Promise.W1_NO_NEW_MESSAGE_BEHIND_A_TICK, 9);
    }

    @Test
    void aMessageLostFromARecordIsATickThatDoesNotClose() {
        TestingWal lossy = more();
        channel(lossy).remove(4);
        lossy.share(1, 3, 2);
        assertThat(lossy.check().count(Promise.W2_TICKS_COUNT_AND_CHAIN)).isPositive();
    }

    @Test
    void aTickThatCountsRecordsIsW2() {
        channel(log).set(4, TestingWal.tick(1, 6, tickAt(2), tickAt(1), 1));
        broken(Promise.W2_TICKS_COUNT_AND_CHAIN, 6);
    }

    @Test
    void anAnswerAppendedBeforeTheRecordOfItsMessageIsW6() {
        channel(log).set(3, TestingWal.appended(channel(log).get(3), 51));
        assertThat(log.check().count(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG)).isEqualTo(3);
    }

    @Test
    void aWriterThatDidNotStampIsFoundByTheRecordsHeader() {
        header(TestingWal.shared(2, 3));
        assertThat(log.check().count(Promise.TIMESTAMPS_INCREASE)).isPositive();
    }

    @Test
    void aHeaderOfAnotherLengthIsFound() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("messages", new byte[] {0, 1, 0, 0, 0, 3, 0});
        header(headers);
        broken(Promise.NOTHING_IS_INVENTED, 3, "'messages' of 6");
    }

    @Test
    void aHeaderMoreIsFound() {
        RecordHeaders headers = TestingWal.shared(1, 3);
        headers.add("message", new byte[14]);
        header(headers);
        broken(Promise.NOTHING_IS_INVENTED, 3, "not exactly one header");
    }

    @Test
    void aCountThatIsNotTheHeadersIsFound() {
        header(TestingWal.shared(1, 2));
        broken(Promise.NOTHING_IS_INVENTED, 3, "its header counts 2, 3 are there");
    }

    @Test
    void aValueThatHoldsNoMessagesIsFound() {
        RecordHeaders headers = TestingWal.shared(1, 3);
        channel(log).set(3, TestingWal.record("dml", 1, 3, new byte[] {-1}, headers));
        broken(Promise.NOTHING_IS_INVENTED, 3, "holds no messages, though it says so");
    }

    @Test
    void aRecordThatOneMessageHasAsIfItWereSharedIsFound() {
        channel(log).set(3, TestingWal.shared(List.of(single(3, at(70, 1, 0), 6, 105))));
        broken(Promise.NOTHING_IS_INVENTED, 3, "fewer than 2");
    }

    @Test
    void messagesOutOfTheirOrderAreFound() {
        appendShared(single(9, at(80, 1, 0), 7, 106), single(9, at(70, 1, 0), 6, 105));
        broken(Promise.NOTHING_IS_INVENTED, 9, "does not come behind");
    }

    private void header(RecordHeaders headers) {
        byte[] value = channel(log).get(3).value();
        channel(log).set(3, TestingWal.record("dml", 1, 3, value, headers));
    }

    private void broken(Promise promise, long offset) {
        broken(promise, offset, "");
    }

    private void broken(Promise promise, long offset, String what) {
        assertThat(log.check().violations())
                .anySatisfy(
                        found -> {
                            assertThat(found.promise()).isEqualTo(promise);
                            assertThat(found.partition()).isEqualTo(1);
                            assertThat(found.offset()).isEqualTo(offset);
                            assertThat(found.what()).contains(what);
                        });
    }

    private void appendShared(
            ConsumerRecord<byte[], byte[]> first, ConsumerRecord<byte[], byte[]> second) {
        channel(log).add(TestingWal.shared(List.of(first, second)));
    }

    private static List<ConsumerRecord<byte[], byte[]>> channel(TestingWal wal) {
        return wal.dml.get(1);
    }

    private static ConsumerRecord<byte[], byte[]> single(
            long offset, long timestamp, long key, long id) {
        byte[] body = rows(timestamp, 1, Map.of(key, id));
        return TestingWal.message(1, offset, timestamp, 1, 0, body);
    }
}
