package io.tidemark.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.JournalEntry;
import io.tidemark.jobs.Topics;

/** Holds a client's journal against the log: what was acknowledged is there, and was answered. */
final class JournalCheck {

    private final Topics topics;
    private final RequestStore requests;
    private final Report report;

    JournalCheck(Topics topics, RequestStore requests, Report report) {
        this.topics = topics;
        this.requests = requests;
        this.report = report;
    }

    void take(String session, JournalEntry entry) {
        int request =
                requests.correlations().find((session + "-" + entry.request()).getBytes(UTF_8));
        if (entry instanceof JournalEntry.Sent sent) {
            sent(session, request, sent);
        } else if (entry instanceof JournalEntry.Acknowledged acknowledged) {
            acknowledged(session, request, acknowledged);
        } else if (entry instanceof JournalEntry.Answered answered) {
            report.count("journal: answers", 1);
            if (request == RequestStore.NONE
                    || !requests.outcomes().answered(request)
                    || requests.outcomes().fingerprint(request) != answered.fingerprint()) {
                violated(
                        Promise.REPETITIONS_ARE_THE_SAME_BYTES,
                        request,
                        session,
                        entry,
                        "was answered with bytes that do not lie on the topic");
            }
        }
    }

    private void sent(String session, int request, JournalEntry.Sent sent) {
        report.count("journal: sent", 1);
        if (request == RequestStore.NONE) {
            return;
        }
        requests.outcomes().journal(request);
        if (!topic(request).equals(topics.inputs() + sent.topic())) {
            violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    session,
                    sent,
                    "was sent to topic " + sent.topic() + " and lies elsewhere");
        }
        if (requests.valueFingerprint(request) != sent.fingerprint()) {
            violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    session,
                    sent,
                    "lies in the log with other bytes than were sent");
        }
    }

    private void acknowledged(String session, int request, JournalEntry.Acknowledged acknowledged) {
        report.count("journal: acknowledged", 1);
        if (request == RequestStore.NONE
                || requests.offset(request) != acknowledged.offset()
                || partition(request) != acknowledged.partition()) {
            violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    session,
                    acknowledged,
                    "was acknowledged at offset %d of partition %d and is not there"
                            .formatted(acknowledged.offset(), acknowledged.partition()));
        } else if (!requests.outcomes().answered(request)) {
            violated(
                    Promise.EVERY_REQUEST_IS_ANSWERED,
                    request,
                    session,
                    acknowledged,
                    "was acknowledged and has no answer");
        }
    }

    private void violated(
            Promise promise, int request, String session, JournalEntry entry, String what) {
        boolean known = request != RequestStore.NONE;
        report.violated(
                promise,
                known ? topic(request) : topics.requests(),
                known ? partition(request) : -1,
                known ? requests.offset(request) : -1,
                "request " + session + "-" + entry.request() + " " + what);
    }

    private String topic(int request) {
        return requests.logPartition(request) == 0 ? topics.definitions() : topics.requests();
    }

    private int partition(int request) {
        return Math.max(0, requests.logPartition(request) - 1);
    }
}
