package io.tidemark.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.load.JournalEntry.Acknowledged;
import io.tidemark.bench.load.JournalEntry.Answered;
import io.tidemark.bench.load.JournalEntry.Sent;
import io.tidemark.bench.load.JournalEntry.Unacknowledged;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir private Path folder;
    private Journal journal;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.create(folder.resolve("journal"), LoadPlan.of("", "a", 1));
        ledger = new Ledger(journal);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    @Test
    void usageExample() {
        send(0);
        ledger.acknowledged(new Acknowledged(0, 1, 5));
        assertThat(ledger.waiting()).isEqualTo(1);

        ledger.answered(new Answered(0, 20, 0, 77, 1));

        assertThat(ledger.waiting()).isZero();
        assertThat(ledger.newestTimestamp()).isEqualTo(77);
        assertThat(ledger.status()).isEqualTo(new LoadStatus(1, 1, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void anAnswerMayComeBeforeItsAcknowledgementAndAgain() {
        send(0);
        ledger.answered(new Answered(0, 20, 1100, 77, 1));
        ledger.acknowledged(new Acknowledged(0, 1, 5));
        ledger.answered(new Answered(0, 30, 1100, 77, 1));

        assertThat(ledger.status()).isEqualTo(new LoadStatus(1, 1, 0, 1, 1, 1, 0, 0));
    }

    @Test
    void nobodyWaitsForARequestTheBrokerMayNotHave() {
        send(0);
        ledger.unacknowledged(new Unacknowledged(0, "TimeoutException"));

        assertThat(ledger.waiting()).isZero();
        assertThat(ledger.status().unacknowledged()).isEqualTo(1);
    }

    @Test
    void timeSeenNeverFalls() {
        send(0);
        ledger.answered(new Answered(0, 20, 0, 77, 1));
        ledger.answered(new Answered(0, 20, 0, 70, 1));
        assertThat(ledger.newestTimestamp()).isEqualTo(77);
    }

    private void send(long request) {
        ledger.sent(new Sent(request, 10, "Insert", "requests", 1, 3, 9));
    }
}
