package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.BatchDescribeCollectionRequest;
import io.milvus.grpc.BatchDescribeCollectionResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.tidemark.request.Method;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class BatchDescribeCollectionTest {

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        long films = story.create("films");
        story.create("books");
        BatchDescribeCollectionResponse answer =
                ask(
                        BatchDescribeCollectionRequest.newBuilder()
                                .addCollectionName("books")
                                .addCollectionID(films));

        assertThat(answer.getResponsesList())
                .extracting(DescribeCollectionResponse::getCollectionName)
                .containsExactly("books", "films");
    }

    @Test
    void eachDescriptionIsThatOfTheCollectionAlone() {
        story.create("films");
        DescribeCollectionResponse one =
                story.ask(
                        Method.DESCRIBE_COLLECTION,
                        DescribeCollectionRequest.newBuilder().setCollectionName("films").build(),
                        DescribeCollectionResponse.class);
        BatchDescribeCollectionResponse answer =
                ask(BatchDescribeCollectionRequest.newBuilder().addCollectionName("films"));

        assertThat(answer.getResponses(0))
                .isEqualTo(one.toBuilder().setRequestTime(story.now()).build());
    }

    @Test
    void aMissingCollectionDoesNotHideTheOthers() {
        story.create("films");
        BatchDescribeCollectionResponse answer =
                ask(
                        BatchDescribeCollectionRequest.newBuilder()
                                .addCollectionName("none")
                                .addCollectionName("films"));

        assertThat(answer.getResponses(0).getStatus().getCode()).isEqualTo(100);
        assertThat(answer.getResponses(1).getStatus().getCode()).isZero();
    }

    @Test
    void descriptionsThatNoAnswerHoldsAreRefused() {
        story.create("films");

        assertThat(
                        story.refusal(
                                        Method.BATCH_DESCRIBE_COLLECTION,
                                        BatchDescribeCollectionRequest.newBuilder()
                                                .addAllCollectionName(
                                                        Collections.nCopies(50_000, "films"))
                                                .build())
                                .status()
                                .getCode())
                .isEqualTo(1102);
    }

    private BatchDescribeCollectionResponse ask(BatchDescribeCollectionRequest.Builder request) {
        return story.ask(
                Method.BATCH_DESCRIBE_COLLECTION,
                request.build(),
                BatchDescribeCollectionResponse.class);
    }
}
