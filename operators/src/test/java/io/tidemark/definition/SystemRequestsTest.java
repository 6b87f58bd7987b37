package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CheckHealthRequest;
import io.milvus.grpc.CheckHealthResponse;
import io.milvus.grpc.ComponentStates;
import io.milvus.grpc.GetComponentStatesRequest;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.StateCode;
import io.milvus.grpc.Status;
import io.tidemark.proto.InvalidateCollMetaCacheRequest;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;

class SystemRequestsTest {

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        assertThat(
                        story.ask(
                                        Method.GET_VERSION,
                                        GetVersionRequest.getDefaultInstance(),
                                        GetVersionResponse.class)
                                .getVersion())
                .startsWith("2.6.");
    }

    @Test
    void whoAnswersIsHealthy() {
        var health =
                story.ask(
                        Method.CHECK_HEALTH,
                        CheckHealthRequest.getDefaultInstance(),
                        CheckHealthResponse.class);
        var components =
                story.ask(
                        Method.GET_COMPONENT_STATES,
                        GetComponentStatesRequest.getDefaultInstance(),
                        ComponentStates.class);

        assertThat(health.getIsHealthy()).isTrue();
        assertThat(health.getReasonsList()).isEmpty();
        assertThat(components.getState().getRole()).isEqualTo("rootcoord");
        assertThat(components.getState().getStateCode()).isEqualTo(StateCode.Healthy);
    }

    @Test
    void thereIsNothingToInvalidateAndTheAnswerSaysWhy() {
        Status status =
                story.ask(
                        Method.INVALIDATE_COLLECTION_META_CACHE,
                        InvalidateCollMetaCacheRequest.newBuilder()
                                .setCollectionName("films")
                                .build(),
                        Status.class);

        assertThat(status.getCode()).isZero();
        assertThat(status.getReason()).startsWith("nothing to invalidate: every request is");
    }
}
