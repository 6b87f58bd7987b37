package io.tidemark.life;

/** What lives in a job and says so. The names of the first two are Milvus'. */
public enum Role {
    ROOT_COORD("rootcoord"),
    PROXY("proxy"),
    TICK_WRITER("tick-writer"),
    TIME_TICKER("time-ticker");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** As heartbeats and people name it. */
    public String text() {
        return text;
    }
}
