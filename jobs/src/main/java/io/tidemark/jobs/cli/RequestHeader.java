package io.tidemark.jobs.cli;

/** Names of the headers of a request, as docs/protocol.md lists them. */
final class RequestHeader {

    static final String METHOD = "method";
    static final String REPLY_TO = "reply-to";
    static final String CORRELATION = "correlation";
    static final String CONTENT_TYPE = "content-type";
    static final String JSON = "application/json";

    private RequestHeader() {}
}
