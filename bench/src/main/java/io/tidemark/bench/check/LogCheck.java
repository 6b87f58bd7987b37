package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.bench.load.JournalEntry;
import io.tidemark.jobs.Topics;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Checks one log, record by record, against everything it promises. Records are handed in in this
 * order: requests (definitions first, then partition by partition), answers, dead letters, channels
 * one by one, journals. It keeps numbers of each request and message, never rows.
 */
public final class LogCheck {

    private final Topics topics;
    private final long tickStepMs;
    private final boolean oneClock;
    private final Report report = new Report();
    private final RequestStore requests;
    private final AnswerCheck answers;
    private final RowGroups groups = new RowGroups();
    private final DdHistory history;
    private final JournalCheck journals;
    private final long[] closed;
    private ChannelCheck channel;
    private int channelIndex = -1;
    private long newestAnswered;

    /**
     * @param channels partitions of {@code dml}
     * @param responsePartitions partitions of {@code responses}
     * @param tickStepMs distance of the grid of ticks
     * @param oneClock whether one broker took all records, so that their times can be compared
     */
    public LogCheck(
            Topics topics,
            int channels,
            int responsePartitions,
            long tickStepMs,
            boolean oneClock) {
        this.oneClock = oneClock;
        this.topics = topics;
        this.tickStepMs = tickStepMs;
        this.requests = new RequestStore(responsePartitions);
        this.answers = new AnswerCheck(topics, requests, report);
        this.history = new DdHistory(topics.dml(), report);
        this.journals = new JournalCheck(topics, requests, report);
        this.closed = new long[channels];
    }

    public void request(ConsumerRecord<byte[], byte[]> message) {
        boolean definition = message.topic().equals(topics.definitions());
        requests.add(definition ? 0 : 1 + message.partition(), message);
    }

    public void answer(ConsumerRecord<byte[], byte[]> message) {
        try {
            Answers.unpacked(message).forEach(answers::answer);
        } catch (InvalidProtocolBufferException broken) {
            report.violated(
                    Promise.EVERY_REQUEST_IS_ANSWERED,
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    "holds no answers, though it says so");
        }
    }

    public void deadLetter(ConsumerRecord<byte[], byte[]> message) {
        answers.deadLetter(message);
    }

    /** Takes the next record of {@code dml}; one partition behind the other. */
    public void message(ConsumerRecord<byte[], byte[]> message) {
        if (message.partition() != channelIndex) {
            finishChannel();
            channelIndex = message.partition();
            channel =
                    new ChannelCheck(tickStepMs, new MessageCheck(groups, history, report), report);
        }
        channel.take(message);
    }

    private void finishChannel() {
        if (channel != null) {
            closed[channelIndex] = channel.finish();
        }
    }

    /** Takes the next entry of a client's journal. */
    public void journal(String session, JournalEntry entry) {
        journals.take(session, entry);
        if (entry instanceof JournalEntry.Answered answered) {
            newestAnswered = Math.max(newestAnswered, answered.timestamp());
        }
    }

    /** Compares it all; the check is of no use afterwards. */
    public Report finish() {
        finishChannel();
        channel = null;
        for (int i = 0; i < closed.length; i++) {
            if (closed[i] < newestAnswered) {
                report.violated(
                        Promise.W2_TICKS_COUNT_AND_CHAIN,
                        topics.dml(),
                        i,
                        -1,
                        "is closed up to %d only, a request at %d was answered"
                                .formatted(closed[i], newestAnswered));
            }
        }
        long everywhere = Arrays.stream(closed).min().orElse(0);
        new Verdict(topics, requests, groups, history, everywhere, oneClock, report).run();
        return report;
    }
}
