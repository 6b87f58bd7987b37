package io.tidemark.bench.check;

import static io.tidemark.bench.check.TestingWal.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.Fingerprint;
import io.tidemark.bench.load.JournalEntry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The collection of the sound log exists from 10 to 110 ms. */
class RefusalCheckTest {

    private static final int RATE_LIMIT = 8;
    private static final int NOT_FOUND = 100;
    private static final int PARTITION_NOT_FOUND = 200;
    private static final int UNEXPECTED = 65535;
    private static final String INSERT = "milvus.proto.milvus.InsertRequest";

    private final TestingWal log = TestingWal.sound();

    @Test
    void usageExample() {
        insert(at(120, 1, 0), NOT_FOUND);

        Report report = judged();

        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("refusals as foretold")).isEqualTo(1);
    }

    @Test
    void anInsertIntoAPartitionThatIsNotThereIsRefused() {
        refused("north");
        assertThat(judged().violations()).isEmpty();
    }

    @Test
    void anInsertRefusedThoughItsPartitionExistsIsFound() {
        refused("_default");
        found(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void anInsertRefusedThoughItsCollectionExistsIsFound() {
        insert(at(80, 1, 0), NOT_FOUND);
        found(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void aRefusalThatNamesAnotherReasonIsFound() {
        insert(at(120, 1, 0), UNEXPECTED);
        found(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void aRateLimitMayRefuseAnything() {
        insert(at(80, 1, 0), RATE_LIMIT);
        assertThat(judged().violations()).isEmpty();
    }

    @Test
    void aDescriptionRefusedThoughItsCollectionExistsIsFound() {
        log.definitions.remove(2);
        log.responses.removeIf(answer -> "d".equals(Answers.header(answer, "correlation")));
        describe(at(100, 0, 0));
        TestingWal later = TestingWal.sound();
        log.definitions.add(
                TestingWal.record(
                        "definitions",
                        0,
                        3,
                        later.definitions.get(2).value(),
                        TestingWal.copy(later.definitions.get(2).headers())));
        log.responses.add(later.responses.get(4));
        found(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void aDescriptionOfWhatIsGoneIsRefused() {
        describe(at(120, 0, 0));
        assertThat(judged().violations()).isEmpty();
    }

    @Test
    void whoCreatesWhatIsThereOrDropsWhatIsGoneIsNeverRefused() {
        byte[] drop =
                DropCollectionRequest.newBuilder().setCollectionName("books").build().toByteArray();
        log.define("s-0", "DropCollection", drop, status(NOT_FOUND).toByteArray(), at(120, 0, 0));
        found(Promise.EXECUTED_AS_OF_ITS_TIMESTAMP);
    }

    @Test
    void nothingIsForetoldOfARequestThatStandsInNoJournal() {
        insert(at(80, 1, 0), UNEXPECTED);
        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void aDeadLetterOfWhatALoadSentIsFound() {
        insert(at(120, 1, 0), NOT_FOUND);
        log.deadLetters.add(
                TestingWal.record(
                        "dead-letters",
                        0,
                        0,
                        new byte[0],
                        TestingWal.headers("topic", "requests", "partition", "0", "offset", "2")));
        assertThat(log.check().violations()).isEmpty();
        found(Promise.EVERY_REQUEST_IS_ANSWERED);
    }

    @Test
    void whatIsAnsweredBehindTheLastTickIsFound() {
        LogCheck check = log.feed();
        check.journal("s", new JournalEntry.Answered(0, 0, NOT_FOUND, at(900, 1, 0), 1));
        assertThat(check.finish().count(Promise.W2_TICKS_COUNT_AND_CHAIN)).isEqualTo(2);
    }

    @Test
    void aReportThatComparedNothingSaysSo() {
        assertThat(new Report().gaps()).hasSize(2);
        assertThat(log.check().gaps()).isEmpty();
    }

    private void refused(String partition) {
        insert(partition, at(80, 1, 0), PARTITION_NOT_FOUND);
    }

    private void insert(long timestamp, int code) {
        insert("", timestamp, code);
    }

    private void insert(String partition, long timestamp, int code) {
        log.request("s-0", TestingWal.insertion(9).toBuilder().setPartitionName(partition).build());
        log.answer(
                "s-0",
                INSERT,
                MutationResult.newBuilder()
                        .setStatus(status(code))
                        .setTimestamp(timestamp)
                        .build()
                        .toByteArray(),
                timestamp);
    }

    private void describe(long timestamp) {
        log.define(
                "s-0",
                "DescribeCollection",
                DescribeCollectionRequest.newBuilder()
                        .setCollectionName("books")
                        .build()
                        .toByteArray(),
                DescribeCollectionResponse.newBuilder()
                        .setStatus(status(NOT_FOUND))
                        .build()
                        .toByteArray(),
                timestamp);
    }

    private static Status status(int code) {
        return Status.newBuilder().setCode(code).setReason("no").build();
    }

    private Report judged() {
        LogCheck check = log.feed();
        ConsumerRecord<byte[], byte[]> own =
                List.of(log.requests, log.definitions).stream()
                        .flatMap(List::stream)
                        .filter(each -> "s-0".equals(Answers.header(each, "correlation")))
                        .findFirst()
                        .orElseThrow();
        check.journal(
                "s",
                new JournalEntry.Sent(
                        0, 0, "", own.topic(), own.partition(), 1, Fingerprint.of(own.value())));
        return check.finish();
    }

    private void found(Promise promise) {
        Report report = judged();
        assertThat(report.violations()).hasSize(1);
        assertThat(report.count(promise)).isEqualTo(1);
    }
}
