package io.tidemark.jobs;

/**
 * Every vertex of the job: its uid, which state is found by and which therefore never changes, and
 * its name in the web UI.
 */
public enum OperatorIds {
    DEFINITIONS("definitions-source", "definitions"),
    ROOT_COORD("root-coord", "RootCoord"),
    PROXY("proxy", "Proxy"),
    DD_WRITER("dd-writer", "DmlWriter (definitions)"),
    DML_WRITER("dml-writer", "DmlWriter"),
    TICK_WRITER("tick-writer", "TickWriter"),
    TICK_SINK("tick-sink", "ticks to dml"),
    SEGMENT_VIEW("segment-view", "SegmentView"),
    ANSWER_JOIN("answer-join", "AnswerJoin"),
    RESPONSES("responses-sink", "responses"),
    TIME_TICKER("time-ticker", "TimeTicker"),
    TIME_TICKER_END("time-ticker-end", "ticks");

    private final String uid;
    private final String displayName;

    OperatorIds(String uid, String displayName) {
        this.uid = uid;
        this.displayName = displayName;
    }

    public String uid() {
        return uid;
    }

    public String displayName() {
        return displayName;
    }
}
