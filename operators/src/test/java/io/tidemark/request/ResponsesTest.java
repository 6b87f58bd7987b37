package io.tidemark.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("deprecation") // error_code is what clients before 2.3 read
class ResponsesTest {

    private static final Refusal MISSING =
            new Refusal(ErrorKind.COLLECTION_NOT_FOUND, "can't find collection: films");

    @Test
    void usageExample() {
        DescribeCollectionResponse response =
                (DescribeCollectionResponse) Responses.refused(Method.DESCRIBE_COLLECTION, MISSING);

        assertThat(response.getStatus().getCode()).isEqualTo(100);
        assertThat(response.getStatus().getErrorCode()).isEqualTo(ErrorCode.CollectionNotExists);
        assertThat(response.getStatus().getReason()).isEqualTo("can't find collection: films");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void everyMethodIsRefusedInItsOwnType(Method method) {
        Message response = Responses.refused(method, MISSING);

        assertThat(response).hasSameClassAs(method.responsePrototype());
        assertThat(response.toString()).contains("can\\'t find collection: films");
    }

    @Test
    void anUnknownMethodIsRefusedWithABareStatus() {
        assertThat(Responses.refused(null, MISSING)).isEqualTo(MISSING.status());
    }

    @Test
    void successIsZeroInBothCodes() {
        Status success = Responses.success();

        assertThat(success.getCode()).isZero();
        assertThat(success.getErrorCode()).isEqualTo(ErrorCode.Success);
        assertThat(success).isEqualTo(Status.getDefaultInstance());
    }

    @Test
    void aReasonThatQuotesARequestAtLengthIsCutBetweenCharacters() {
        String quoted = "x" + "\uD83C\uDF0A".repeat(Refusal.MAX_REASON);

        String reason = new Refusal(ErrorKind.INVALID_PARAMETER, quoted).reason();

        assertThat(reason).hasSize(Refusal.MAX_REASON).endsWith("\uD83C\uDF0A…");
    }
}
