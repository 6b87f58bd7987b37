package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.Status;
import io.tidemark.request.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The door: the command a newcomer types, from the packaged jar, through stop and kill. */
@Timeout(900)
class UpITCase {

    @TempDir private Path data;

    @Test
    void usageExample() throws Exception {
        try (TestingUp up = TestingUp.start(data)) {
            create(up, "books");
            up.awaitCheckpoint();
            up.kill();
        }
        try (TestingUp up = TestingUp.start(data)) {
            assertThat(resumedFrom()).last().asString().contains("/checkpoints/");
            assertThat(has(up, "books")).isTrue();
            create(up, "papers");
            up.stop();
        }
        try (TestingUp up = TestingUp.start(data)) {
            assertThat(resumedFrom()).last().asString().contains("/savepoints/");
            assertThat(has(up, "books")).isTrue();
            assertThat(has(up, "papers")).isTrue();
            assertThat(has(up, "maps")).isFalse();
            up.stop();
        }
    }

    private static void create(TestingUp up, String name) throws Exception {
        try (TestingClient client = new TestingClient(up.client(), 0)) {
            Status created =
                    client.call(Method.CREATE_COLLECTION, Requests.create(name, 2), Status.class);
            assertThat(created.getReason()).isEmpty();
            assertThat(created.getCode()).isZero();
        }
    }

    private static boolean has(TestingUp up, String name) throws Exception {
        try (TestingClient client = new TestingClient(up.client(), 0)) {
            HasCollectionRequest request =
                    HasCollectionRequest.newBuilder().setCollectionName(name).build();
            return client.call(Method.HAS_COLLECTION, request, BoolResponse.class).getValue();
        }
    }

    private List<String> resumedFrom() throws IOException {
        try (Stream<String> log = Files.lines(data.resolve("tidemark.log"))) {
            return log.filter(line -> line.contains("Going on from")).toList();
        }
    }
}
