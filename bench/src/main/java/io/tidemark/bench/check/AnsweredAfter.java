package io.tidemark.bench.check;

import io.tidemark.bench.check.Violation.Promise;

/**
 * W6 by the broker's clock: who is told that something is in the log is told so when all of it is.
 * That everything is there in the end says nothing of that, since a failure has it written again.
 * Of every message the first copy counts, and of the answers the first.
 *
 * @param oneClock whether one broker took everything; the clocks of several cannot be compared
 */
record AnsweredAfter(boolean oneClock, Outcomes outcomes, Report report, RequestBlame blame) {

    /**
     * @param messagesMs when the broker had taken every message of the request
     */
    void check(int request, long messagesMs) {
        if (!oneClock || outcomes.appendedMs(request) == 0) {
            return;
        }
        report.count("answers compared with their messages by time", 1);
        if (outcomes.appendedMs(request) < messagesMs) {
            blame.violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    request,
                    "was acknowledged %d ms before its last message was in the log"
                            .formatted(messagesMs - outcomes.appendedMs(request)));
        }
    }
}
