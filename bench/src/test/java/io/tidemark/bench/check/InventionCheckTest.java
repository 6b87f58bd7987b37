package io.tidemark.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows 4 and 5 at 60 ms lie in the log, and nobody was told of them. */
class InventionCheckTest {

    private final TestingWal log = TestingWal.sound();

    @BeforeEach
    void forgetTheirRequest() {
        log.requests.remove(1);
        log.responses.removeIf(answer -> "b".equals(Answers.header(answer, "correlation")));
    }

    @Test
    void usageExample() throws Exception {
        silent(1, "application/json", json(4, 5));
        Report report = log.check();
        assertThat(report.violations()).isEmpty();
        assertThat(report.figure("rows of requests that asked for no answer")).isEqualTo(2);
    }

    @Test
    void aRequestInJsonOfOtherRowsExplainsNothing() throws Exception {
        silent(1, "application/json", json(4, 6));
        invented(1);
    }

    @Test
    void aRequestThatNobodyCanReadExplainsOneGroupOfRows() {
        silent(1, "application/octet-stream", new byte[] {-1});
        assertThat(log.check().violations()).isEmpty();
    }

    @Test
    void aRequestThatNobodyCanReadDoesNotExplainASecondOne() {
        silent(1, "application/json", "[[[".getBytes(UTF_8));
        log.requests.remove(0);
        log.responses.removeIf(answer -> "a".equals(Answers.header(answer, "correlation")));
        invented(1);
    }

    @Test
    void aRequestExplainsNothingOfAnotherPartition() {
        log.requests.add(
                TestingWal.record(
                        "requests", 1, 0, new byte[] {-1}, TestingWal.headers("method", "Insert")));
        invented(1);
    }

    @Test
    void aSilentDropExplainsOneDrop() {
        log.requests.add(1, TestingWal.sound().requests.get(1));
        log.responses.add(TestingWal.sound().responses.get(2));
        log.definitions.remove(2);
        log.responses.removeIf(answer -> "d".equals(Answers.header(answer, "correlation")));
        log.definitions.add(
                TestingWal.record(
                        "definitions",
                        0,
                        2,
                        TestingWal.sound().definitions.get(2).value(),
                        TestingWal.headers("method", "DropCollection")));
        assertThat(log.check().violations()).isEmpty();
    }

    private void silent(long offset, String contentType, byte[] value) {
        log.requests.add(
                TestingWal.record(
                        "requests",
                        0,
                        offset,
                        value,
                        TestingWal.headers("method", "Insert", "content-type", contentType)));
    }

    private static byte[] json(long... keys) throws Exception {
        return JsonFormat.printer().print(TestingWal.insertion(keys)).getBytes(UTF_8);
    }

    private void invented(long groups) {
        Report report = log.check();
        assertThat(report.count(Promise.NOTHING_IS_INVENTED)).isEqualTo(groups);
    }
}
