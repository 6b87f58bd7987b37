package io.tidemark.bench.check;

import static io.tidemark.bench.check.TestingWal.at;
import static io.tidemark.bench.check.TestingWal.rows;
import static io.tidemark.bench.check.TestingWal.tickAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.InsertRequest;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.Fingerprint;
import io.tidemark.bench.load.JournalEntry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Each test plants one fault into a sound log: a judge that never convicts is worth nothing. */
class LogCheckTest {

    private static final String INSERT = "milvus.proto.milvus.InsertRequest";

    private final TestingWal log = TestingWal.sound();

    @Test
    void usageExample() {
        Report report = log.check();

        assertThat(report.violations()).isEmpty();
        assertThat(report.kept()).isTrue();
        assertThat(report.figure("rows compared")).isEqualTo(5);
        assertThat(report.figure("requests compared")).isEqualTo(5);
        assertThat(report.text()).contains("Every promise is kept.");
    }

    @Test
    void repetitionsOfTheSameBytesAreNoFault() {
        List<ConsumerRecord<byte[], byte[]>> channel = log.dml.get(0);
        channel.addAll(channel.stream().map(again -> moved(again, channel.size())).toList());
        log.responses.add(moved(log.responses.get(1), log.responses.size()));

        Report report = log.check();

        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("messages repeated")).isEqualTo(3);
        assertThat(report.figure("answers repeated")).isEqualTo(1);
    }

    @Test
    void messagesOfOneCellInAnyOrderAreNoFault() {
        swap(0, 0, 1);
        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void aNewMessageBehindATickIsW1AndNamesItsPlace() {
        log.message(0, at(30, 1, 0), 1, 0, rows(at(30, 1, 0), 0, Map.of(9L, 900L)));

        Report report = log.check();

        assertThat(report.violations())
                .anySatisfy(
                        found -> {
                            assertThat(found.promise())
                                    .isEqualTo(Promise.W1_NO_NEW_MESSAGE_BEHIND_A_TICK);
                            assertThat(found.topic()).isEqualTo("dml");
                            assertThat(found.partition()).isZero();
                            assertThat(found.offset()).isEqualTo(6);
                        });
        assertThat(report.kept()).isFalse();
        assertThat(report.text()).contains("NOT KEPT.");
    }

    @Test
    void aLostMessageIsATickThatDoesNotClose() {
        remove(0, 1);
        broken(Promise.W2_TICKS_COUNT_AND_CHAIN);
    }

    @Test
    void aTickThatCountsTooFewIsW2() {
        log.dml.get(0).set(2, TestingWal.tick(0, 2, tickAt(1), 0, 1));
        broken(Promise.W2_TICKS_COUNT_AND_CHAIN);
    }

    @Test
    void aTickWithAnotherPreviousIsW2() {
        log.dml.get(1).set(4, TestingWal.tick(1, 4, tickAt(2), tickAt(0), 1));
        broken(Promise.W2_TICKS_COUNT_AND_CHAIN);
    }

    @Test
    void aMissingTickIsW2() {
        remove(1, 4);
        broken(Promise.W2_TICKS_COUNT_AND_CHAIN);
    }

    @Test
    void aTickBesideTheGridIsW3() {
        long beside = tickAt(3) + (1L << 18);
        log.dml.get(0).set(5, TestingWal.tick(0, 5, beside, tickAt(2), 1));
        broken(Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID);
    }

    @Test
    void rowsWithAnotherTimestampThanTheirMessageAreW3() {
        log.dml
                .get(0)
                .set(
                        1,
                        TestingWal.message(
                                0,
                                1,
                                at(20, 1, 0),
                                1,
                                0,
                                rows(at(21, 1, 0), 0, Map.of(1L, 100L, 3L, 102L))));
        broken(Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID);
    }

    @Test
    void partsOfABatchAtTwoTimestampsAreFound() {
        long other = at(20, 1, 1);
        log.dml
                .get(1)
                .set(1, TestingWal.message(1, 1, other, 1, 0, rows(other, 1, Map.of(2L, 101L))));

        Report report = log.check();

        assertThat(report.count(Promise.W5_EVERY_ROW_EXACTLY_ONCE)).isPositive();
        assertThat(report.count(Promise.NOTHING_IS_INVENTED)).isPositive();
    }

    @Test
    void aDefinitionMissingOnOneChannelIsW4() {
        remove(1, 5);
        log.dml.get(1).set(5, TestingWal.tick(1, 5, tickAt(3), tickAt(2), 0));
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void rowsBeforeTheirCreateAreW4() {
        long early = at(5, 1, 0);
        log.dml
                .get(1)
                .set(1, TestingWal.message(1, 1, early, 1, 0, rows(early, 1, Map.of(2L, 101L))));
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void rowsBehindTheirDropAreW4() {
        log.insert("e", at(120, 1, 0), 6);
        log.dml
                .get(0)
                .add(
                        5,
                        TestingWal.message(
                                0,
                                5,
                                at(120, 1, 0),
                                1,
                                0,
                                rows(at(120, 1, 0), 0, Map.of(6L, 105L))));
        log.dml.get(0).set(6, TestingWal.tick(0, 6, tickAt(3), tickAt(2), 2));
        broken(Promise.W4_DEFINITIONS_ON_EVERY_CHANNEL);
    }

    @Test
    void aRowThatIsLostWithACountThatKnowsNothingOfItIsW5() {
        replaceRows(0, Map.of(1L, 100L));
        broken(Promise.W5_EVERY_ROW_EXACTLY_ONCE);
    }

    @Test
    void aRowThatIsThereTwiceIsW5() {
        log.dml
                .get(0)
                .add(
                        2,
                        TestingWal.message(
                                0, 2, at(20, 1, 0), 1, 1, rows(at(20, 1, 0), 0, Map.of(1L, 100L))));
        log.dml.get(0).set(3, TestingWal.tick(0, 3, tickAt(1), 0, 3));
        broken(Promise.W5_EVERY_ROW_EXACTLY_ONCE);
    }

    @Test
    void aRowWithAnotherValueIsW5() {
        replaceRows(0, Map.of(1L, 100L, 33L, 102L));
        broken(Promise.W5_EVERY_ROW_EXACTLY_ONCE);
    }

    @Test
    void rowsThatHaveSwappedTheirIdsAreW5() {
        replaceRows(0, Map.of(1L, 102L, 3L, 100L));
        broken(Promise.W5_EVERY_ROW_EXACTLY_ONCE);
    }

    @Test
    void partsThatDoNotCountFromZeroAreW5() {
        ConsumerRecord<byte[], byte[]> before = log.dml.get(1).get(1);
        log.dml.get(1).set(1, TestingWal.message(1, 1, at(20, 1, 0), 1, 1, before.value()));
        broken(Promise.W5_EVERY_ROW_EXACTLY_ONCE);
    }

    @Test
    void rowsOnAnotherChannelThanTheirShardsAreW5() {
        replaceBody(
                0,
                1,
                TestingWal.message(at(20, 1, 0), 7, 1, Map.of(1L, 100L, 3L, 102L)).toByteArray());
        broken(Promise.W5_EVERY_ROW_EXACTLY_ONCE);
    }

    @Test
    void anAcknowledgedInsertThatIsNowhereIsW6() {
        log.insert("lost", at(80, 1, 0), 9);
        broken(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
    }

    @Test
    void anAnswerAppendedBeforeOneOfItsMessagesIsW6() {
        log.dml.get(1).set(1, TestingWal.appended(log.dml.get(1).get(1), 77));
        log.responses.set(1, TestingWal.appended(log.responses.get(1), 76));
        broken(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
    }

    @Test
    void anAnswerAppendedBeforeItsDefinitionIsOnEveryChannelIsW6() {
        log.dml.get(1).set(0, TestingWal.appended(log.dml.get(1).get(0), 51));
        broken(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
    }

    @Test
    void aMessageWrittenAgainBehindItsAnswerIsNoFault() {
        ConsumerRecord<byte[], byte[]> first = log.dml.get(1).get(1);
        log.responses.set(1, TestingWal.appended(log.responses.get(1), 76));
        log.dml.get(1).add(TestingWal.appended(moved(first, log.dml.get(1).size()), 99));

        Report report = log.check();

        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("answers compared with their messages by time")).isEqualTo(4);
    }

    @Test
    void anAcknowledgedCreateThatIsOnNoChannelIsW6() {
        log.define(
                "c2",
                "CreateCollection",
                TestingWal.create().toBuilder().setCollectionName("more").build().toByteArray(),
                TestingWal.ok(),
                at(120, 0, 0));
        broken(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
    }

    @Test
    void anAnswerThatAcknowledgesOtherRowsThanWereSentIsW6() {
        byte[] lie = TestingWal.inserted(at(20, 1, 0), 1, 2);
        replaceAnswer("a", lie, at(20, 1, 0));
        broken(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
    }

    @Test
    void rowsOfNoRequestAreInvented() {
        log.requests.remove(1);
        log.responses.removeIf(answer -> "b".equals(Answers.header(answer, "correlation")));
        broken(Promise.NOTHING_IS_INVENTED);
    }

    @Test
    void rowsOfARequestThatWantedNoAnswerAreNotInvented() {
        ConsumerRecord<byte[], byte[]> silent = log.requests.remove(1);
        log.requests.add(
                TestingWal.record(
                        "requests", 0, 1, silent.value(), TestingWal.headers("method", "Insert")));
        log.responses.removeIf(answer -> "b".equals(Answers.header(answer, "correlation")));
        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void requestsThatWantedNoAnswerAreCountedAsNotJudgedOrDeadLetters() {
        log.requests.add(
                TestingWal.record(
                        "requests", 0, 2, new byte[0], TestingWal.headers("method", "nonsense")));
        log.requests.add(
                TestingWal.record(
                        "requests", 0, 3, new byte[0], TestingWal.headers("method", "Insert")));
        log.insert("e", at(120, 1, 0), 6);
        log.deadLetters.add(
                TestingWal.record(
                        "dead-letters",
                        0,
                        0,
                        new byte[0],
                        TestingWal.headers("topic", "requests", "partition", "0", "offset", "2")));

        Report report = log.check();

        String address = "requests without an answer's address: ";
        assertThat(report.figure(address + "dead letters")).isEqualTo(1);
        assertThat(report.figure(address + "not judged")).isEqualTo(1);
    }

    @Test
    void aDefinitionOfNoRequestIsInvented() {
        log.definitions.remove(2);
        log.responses.removeIf(answer -> "d".equals(Answers.header(answer, "correlation")));
        broken(Promise.NOTHING_IS_INVENTED);
    }

    @Test
    void anAnswerToNobodyIsInvented() {
        log.answer("nobody", INSERT, TestingWal.inserted(at(90, 1, 0), 1), at(90, 1, 0));
        broken(Promise.NOTHING_IS_INVENTED);
    }

    @Test
    void aRecordWithoutAHeaderIsInvented() {
        log.dml
                .get(0)
                .add(TestingWal.record("dml", 0, 6, new byte[0], TestingWal.headers("x", "y")));
        broken(Promise.NOTHING_IS_INVENTED);
    }

    @Test
    void aDeadLetterOfNoRecordIsInvented() {
        log.deadLetters.add(
                TestingWal.record(
                        "dead-letters",
                        0,
                        0,
                        new byte[0],
                        TestingWal.headers("topic", "requests", "partition", "0", "offset", "77")));
        broken(Promise.NOTHING_IS_INVENTED);
    }

    @Test
    void aMessageRepeatedWithOtherBytesIsFound() {
        log.message(0, at(20, 1, 0), 1, 0, rows(at(20, 1, 0), 0, Map.of(1L, 100L, 3L, 999L)));
        broken(Promise.REPETITIONS_ARE_THE_SAME_BYTES);
    }

    @Test
    void aTickRepeatedWithAnotherCountIsFound() {
        log.tick(0, 1, 0, 3);
        broken(Promise.REPETITIONS_ARE_THE_SAME_BYTES);
    }

    @Test
    void anAnswerRepeatedWithOtherBytesIsFound() {
        log.answer("a", INSERT, TestingWal.inserted(at(20, 1, 0), 1, 2, 4), at(20, 1, 0));
        broken(Promise.REPETITIONS_ARE_THE_SAME_BYTES);
    }

    @Test
    void anAnswerRepeatedWithAnotherTimestampIsFound() {
        log.answer("a", INSERT, TestingWal.inserted(at(20, 1, 0), 1, 2, 3), at(21, 1, 0));
        broken(Promise.REPETITIONS_ARE_THE_SAME_BYTES);
    }

    @Test
    void timestampsThatFallWithinAPartitionAreFound() {
        log.insert("late", at(40, 1, 0), 8);
        broken(Promise.TIMESTAMPS_INCREASE);
    }

    @Test
    void twoRequestsOfOneTimestampAreFound() {
        log.insert("twin", at(60, 1, 0), 4, 5);
        broken(Promise.TIMESTAMPS_INCREASE);
    }

    @Test
    void aTimestampOfAnotherPartitionIsFound() {
        replaceAnswer("h", TestingWal.yes(), at(70, 3, 0));
        broken(Promise.TIMESTAMPS_INCREASE);
    }

    @Test
    void aWriterThatDidNotStampIsFound() {
        ConsumerRecord<byte[], byte[]> before = log.dml.get(1).get(1);
        log.dml.get(1).set(1, TestingWal.message(1, 1, at(20, 1, 0), 2, 0, before.value()));
        broken(Promise.TIMESTAMPS_INCREASE);
    }

    @Test
    void idsGivenTwiceAreFound() {
        replaceBody(1, 3, rows(at(60, 1, 0), 1, Map.of(4L, 102L, 5L, 103L)));
        broken(Promise.IDS_ARE_UNIQUE);
    }

    @Test
    void aRowsIdThatIsACollectionsIsFound() {
        replaceBody(1, 3, rows(at(60, 1, 0), 1, Map.of(4L, 7L, 5L, 8L)));
        broken(Promise.IDS_ARE_UNIQUE);
    }

    @Test
    void anAnswerThatContradictsTheTableOfItsTimeIsFound() {
        byte[] no = BoolResponse.getDefaultInstance().toByteArray();
        replaceAnswer("h", no, at(70, 0, 0));
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void aliasesAndNewNamesMeanTheCollection() {
        log.named();
        log.ask("tomes", at(172, 0, 0), true);
        log.ask("tomes", at(178, 0, 0), false);
        log.ask("books", at(179, 0, 0), true);
        log.ask("papers", at(185, 0, 0), true);
        log.ask("books", at(186, 0, 0), false);

        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void anAnswerThatKnowsNoAliasIsFound() {
        log.named();
        log.ask("tomes", at(172, 0, 0), false);
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void anAnswerThatKnowsAnAliasThatIsDroppedIsFound() {
        log.named();
        log.ask("tomes", at(178, 0, 0), true);
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void anAnswerThatKnowsTheNameBeforeIsFound() {
        log.named();
        log.ask("books", at(186, 0, 0), true);
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void aTickOfAClientHasNoAnswer() {
        log.requests.add(
                0,
                TestingWal.record(
                        "requests",
                        0,
                        0,
                        new byte[0],
                        TestingWal.headers(
                                "method", "TimeTick", "reply-to", "0", "correlation", "t")));
        for (int i = 1; i < log.requests.size(); i++) {
            log.requests.set(i, moved(log.requests.get(i), i));
        }
        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void aRequestWithoutAnAnswerIsFound() {
        log.responses.removeIf(answer -> "a".equals(Answers.header(answer, "correlation")));
        broken(Promise.EVERY_REQUEST_IS_ANSWERED);
    }

    @Test
    void anAnswerToNowhereWithoutADeadLetterIsFound() {
        ConsumerRecord<byte[], byte[]> astray = log.requests.get(0);
        log.requests.set(
                0,
                TestingWal.record(
                        "requests",
                        0,
                        0,
                        astray.value(),
                        TestingWal.headers(
                                "method", "Insert", "reply-to", "9", "correlation", "a")));
        log.responses.removeIf(answer -> "a".equals(Answers.header(answer, "correlation")));
        broken(Promise.EVERY_REQUEST_IS_ANSWERED);

        log.deadLetters.add(
                TestingWal.record(
                        "dead-letters",
                        0,
                        0,
                        new byte[0],
                        TestingWal.headers("topic", "requests", "partition", "0", "offset", "0")));
        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void whatAJournalSaysIsHeldAgainstTheLog() {
        InsertRequest insert = TestingWal.insertion(1);
        log.request("s-0", insert);
        log.answer("s-0", INSERT, TestingWal.inserted(at(80, 1, 0), 1), at(80, 1, 0));
        long sent = Fingerprint.of(insert.toByteArray());
        long answered = Answers.fingerprint(log.responses.get(log.responses.size() - 1));

        assertThat(journal(new JournalEntry.Sent(0, 0, "Insert", "requests", 0, 1, sent)))
                .isEmpty();
        assertThat(journal(new JournalEntry.Acknowledged(0, 0, 2))).isEmpty();
        assertThat(journal(new JournalEntry.Answered(0, 0, 0, at(80, 1, 0), answered))).isEmpty();
        assertThat(journal(new JournalEntry.Unacknowledged(4, "TimeoutException"))).isEmpty();

        assertThat(journal(new JournalEntry.Sent(0, 0, "Insert", "requests", 0, 1, sent + 1)))
                .containsExactly(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
        assertThat(journal(new JournalEntry.Acknowledged(0, 0, 3)))
                .containsExactly(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
        assertThat(journal(new JournalEntry.Acknowledged(0, 1, 2)))
                .containsExactly(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
        assertThat(journal(new JournalEntry.Sent(0, 0, "Insert", "definitions", 0, 1, sent)))
                .containsExactly(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
        assertThat(journal(new JournalEntry.Acknowledged(1, 0, 3)))
                .containsExactly(Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG);
        assertThat(journal(new JournalEntry.Answered(0, 0, 0, at(80, 1, 0), answered + 1)))
                .containsExactly(Promise.REPETITIONS_ARE_THE_SAME_BYTES);

        log.responses.remove(log.responses.size() - 1);
        assertThat(journal(new JournalEntry.Acknowledged(0, 0, 2)))
                .containsExactly(Promise.EVERY_REQUEST_IS_ANSWERED);
    }

    @Test
    void aChannelThatNeverReachesAnAcknowledgedTimeIsFound() {
        LogCheck check = log.feed();
        check.journal("s", new JournalEntry.Answered(0, 0, 0, at(900, 1, 0), 1));
        assertThat(check.finish().count(Promise.W2_TICKS_COUNT_AND_CHAIN)).isEqualTo(2);
    }

    @Test
    void aCollectionCreatedTwiceIsFound() {
        long again = at(65, 0, 0);
        log.define(
                "c3",
                "CreateCollection",
                TestingWal.create().toByteArray(),
                TestingWal.ok(),
                again);
        for (int channel = 0; channel < 2; channel++) {
            byte[] created = TestingWal.creation(again).setCollectionID(70).build().toByteArray();
            int tick = channel == 0 ? 3 : 4;
            log.dml.get(channel).add(tick, TestingWal.message(channel, tick, again, 0, 0, created));
            log.dml
                    .get(channel)
                    .set(
                            tick + 1,
                            TestingWal.tick(channel, tick + 1, tickAt(2), tickAt(1), channel + 1));
        }
        broken(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void twoLogsOfOtherBytesDifferWhereTheyBeginTo() {
        TestingWal other = TestingWal.sound();
        assertThat(log.compared(1, other).violations()).isEmpty();
        assertThat(log.compared(1, other).figure("ticks compared")).isEqualTo(3);

        replaceBody(1, 3, rows(at(60, 1, 0), 1, Map.of(4L, 103L, 5L, 105L)));
        assertThat(log.compared(1, other).violations())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.promise())
                                    .isEqualTo(Promise.REPETITIONS_ARE_THE_SAME_BYTES);
                            assertThat(found.offset()).isEqualTo(4);
                        });
    }

    @Test
    void whatATickHasClosedIsNoLongerHeld() {
        // Of 400 to 500 bytes each; two lie before the first tick, one before every other.
        assertThat(held(1_100).violations()).isEmpty();
        assertThat(held(600).count(Promise.W2_TICKS_COUNT_AND_CHAIN)).isEqualTo(1);
    }

    private Report held(long maxBytes) {
        Report report = new Report();
        ChannelCheck check =
                new ChannelCheck(TestingWal.STEP_MS, new ChannelDigest(), report, maxBytes);
        log.dml.get(1).forEach(check::take);
        check.finish();
        return report;
    }

    private void broken(Promise promise) {
        Report report = log.check();
        assertThat(report.violations()).extracting(Violation::promise).contains(promise);
        assertThat(report.count(promise)).isPositive();
    }

    private List<Promise> journal(JournalEntry entry) {
        Report before = log.check();
        LogCheck check = log.feed();
        check.journal("s", entry);
        List<Violation> known = before.violations();
        return check.finish().violations().stream()
                .filter(violation -> !known.contains(violation))
                .map(Violation::promise)
                .toList();
    }

    private void remove(int channel, int index) {
        log.dml.get(channel).remove(index);
    }

    private void swap(int channel, int one, int other) {
        List<ConsumerRecord<byte[], byte[]>> records = log.dml.get(channel);
        ConsumerRecord<byte[], byte[]> first = moved(records.get(other), one);
        records.set(other, moved(records.get(one), other));
        records.set(one, first);
    }

    private void replaceRows(int channel, Map<Long, Long> idOfKey) {
        replaceBody(channel, 1, rows(at(20, 1, 0), channel, idOfKey));
    }

    private void replaceBody(int channel, int index, byte[] body) {
        ConsumerRecord<byte[], byte[]> before = log.dml.get(channel).get(index);
        log.dml
                .get(channel)
                .set(
                        index,
                        TestingWal.record(
                                "dml", channel, index, body, TestingWal.copy(before.headers())));
    }

    private void replaceAnswer(String correlation, byte[] body, long timestamp) {
        for (int i = 0; i < log.responses.size(); i++) {
            ConsumerRecord<byte[], byte[]> before = log.responses.get(i);
            if (correlation.equals(Answers.header(before, "correlation"))) {
                log.responses.set(
                        i,
                        TestingWal.record(
                                "responses",
                                0,
                                i,
                                body,
                                TestingWal.headers(
                                        "method",
                                        Answers.header(before, "method"),
                                        "correlation",
                                        correlation,
                                        "timestamp",
                                        Long.toString(timestamp))));
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> moved(
            ConsumerRecord<byte[], byte[]> original, long offset) {
        return TestingWal.record(
                original.topic(),
                original.partition(),
                offset,
                original.value(),
                TestingWal.copy(original.headers()));
    }
}
