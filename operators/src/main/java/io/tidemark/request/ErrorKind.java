package io.tidemark.request;

import io.milvus.grpc.ErrorCode;

/**
 * The errors a client can be told, each with today's {@code Status.code} and the {@code error_code}
 * that clients before 2.3 read. Source: Milvus pkg/util/merr/errors.go (codes, and which are worth
 * another try), pkg/util/merr/utils.go ({@code oldCode}) and common.proto.
 */
@SuppressWarnings("deprecation") // ErrorCode is deprecated upstream and still read by clients
public enum ErrorKind {
    SUCCESS(0, ErrorCode.Success, false),
    NOT_READY(1, ErrorCode.NotReadyServe, true),
    TOO_MANY_REQUESTS(4, ErrorCode.UnexpectedError, true),
    INTERNAL(5, ErrorCode.UnexpectedError, false),
    RATE_LIMIT(8, ErrorCode.RateLimit, true),
    QUOTA_EXCEEDED(9, ErrorCode.ForceDeny, false),
    UNIMPLEMENTED(10, ErrorCode.UnexpectedError, false),
    COLLECTION_NOT_FOUND(100, ErrorCode.CollectionNotExists, false),
    COLLECTION_NOT_LOADED(101, ErrorCode.UnexpectedError, false),
    TOO_MANY_COLLECTIONS(102, ErrorCode.UnexpectedError, false),
    ILLEGAL_SCHEMA(105, ErrorCode.UnexpectedError, false),
    SCHEMA_MISMATCH(109, ErrorCode.SchemaMismatch, false),
    PARTITION_NOT_FOUND(200, ErrorCode.MetaFailed, false),
    GENERAL_CAPACITY_EXCEEDED(250, ErrorCode.UnexpectedError, false),
    CHANNEL_NOT_FOUND(500, ErrorCode.UnexpectedError, false),
    SEGMENT_NOT_FOUND(600, ErrorCode.SegmentNotFound, false),
    INDEX_NOT_FOUND(700, ErrorCode.IndexNotExist, false),
    DUPLICATE_INDEX(702, ErrorCode.UnexpectedError, false),
    DATABASE_NOT_FOUND(800, ErrorCode.UnexpectedError, false),
    TOO_MANY_DATABASES(801, ErrorCode.UnexpectedError, false),
    INVALID_DATABASE_NAME(802, ErrorCode.UnexpectedError, false),
    NODE_NOT_FOUND(901, ErrorCode.UnexpectedError, false),
    INVALID_PARAMETER(1100, ErrorCode.IllegalArgument, false),
    MISSING_PARAMETER(1101, ErrorCode.IllegalArgument, false),
    TOO_LARGE(1102, ErrorCode.IllegalArgument, false),
    METRIC_NOT_FOUND(1200, ErrorCode.UnexpectedError, false),
    ALIAS_NOT_FOUND(1600, ErrorCode.UnexpectedError, false),
    ALIAS_NAME_CONFLICT(1601, ErrorCode.UnexpectedError, false),
    ALIAS_EXISTS(1602, ErrorCode.UnexpectedError, false),
    FIELD_NOT_FOUND(1700, ErrorCode.UnexpectedError, false),
    UNEXPECTED(65535, ErrorCode.UnexpectedError, false);

    private final int code;
    private final ErrorCode legacyCode;
    private final boolean retriable;

    ErrorKind(int code, ErrorCode legacyCode, boolean retriable) {
        this.code = code;
        this.legacyCode = legacyCode;
        this.retriable = retriable;
    }

    /** {@code Status.code}: what clients since 2.3 read. */
    public int code() {
        return code;
    }

    /** {@code Status.error_code}: what older clients read. */
    public ErrorCode legacyCode() {
        return legacyCode;
    }

    /** Whether the same request may succeed later. */
    public boolean retriable() {
        return retriable;
    }

    /** The kind of a {@code Status.code}. */
    public static ErrorKind ofCode(int code) {
        for (ErrorKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no error kind has code " + code);
    }
}
