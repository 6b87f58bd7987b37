package io.tidemark.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorKindTest {

    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void usageExample() {
        assertThat(ErrorKind.ofCode(8)).isEqualTo(ErrorKind.RATE_LIMIT);
        assertThat(ErrorKind.RATE_LIMIT.legacyCode().getNumber()).isEqualTo(49);
        assertThat(ErrorKind.RATE_LIMIT.retriable()).isTrue();
    }

    /**
     * Milvus pkg/util/merr/errors.go: the code, and whether to try again; pkg/util/merr/utils.go,
     * oldCode: the error_code of common.proto, UnexpectedError (1) for all it does not list.
     */
    @Test
    @SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
    void codesAreThoseOfMilvus() {
        assertThat(
                        Arrays.stream(ErrorKind.values())
                                .map(
                                        kind ->
                                                kind.code()
                                                        + " "
                                                        + kind.legacyCode().getNumber()
                                                        + (kind.retriable() ? " again" : "")))
                .containsExactly(
                        "0 0", // success
                        "1 56 again", // ErrServiceNotReady, NotReadyServe
                        "4 1 again", // ErrServiceRequestLimitExceeded
                        "5 1", // ErrServiceInternal
                        "8 49 again", // ErrServiceRateLimit, RateLimit
                        "9 48", // ErrServiceQuotaExceeded, ForceDeny
                        "10 1", // ErrServiceUnimplemented
                        "100 4", // ErrCollectionNotFound, CollectionNotExists
                        "101 1", // ErrCollectionNotLoaded
                        "102 1", // ErrCollectionNumLimitExceeded
                        "105 1", // ErrCollectionIllegalSchema
                        "109 62", // ErrCollectionSchemaMismatch, SchemaMismatch
                        "200 15", // ErrPartitionNotFound, MetaFailed
                        "250 1", // ErrGeneralCapacityExceeded
                        "500 1", // ErrChannelNotFound
                        "600 47", // ErrSegmentNotFound, SegmentNotFound
                        "700 25", // ErrIndexNotFound, IndexNotExist
                        "702 1", // ErrIndexDuplicate
                        "800 1", // ErrDatabaseNotFound
                        "801 1", // ErrDatabaseNumLimitExceeded
                        "802 1", // ErrDatabaseInvalidName
                        "901 1", // ErrNodeNotFound
                        "1100 5", // ErrParameterInvalid, IllegalArgument
                        "1101 5", // ErrParameterMissing
                        "1102 5", // ErrParameterTooLarge
                        "1200 1", // ErrMetricNotFound
                        "1600 1", // ErrAliasNotFound
                        "1601 1", // ErrAliasCollectionNameConfilct
                        "1602 1", // ErrAliasAlreadyExist
                        "1700 1", // ErrFieldNotFound
                        "65535 1"); // errUnexpected
    }

    @Test
    void aCodeOfNobodyIsAMistakeOfOurs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorKind.ofCode(7))
                .withMessage("no error kind has code 7");
    }
}
