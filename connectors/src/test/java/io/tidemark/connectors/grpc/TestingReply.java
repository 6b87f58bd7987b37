package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.milvus.grpc.BoolResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a client was told, by whatever thread. */
final class TestingReply implements Reply {

    private final List<byte[]> answers = new CopyOnWriteArrayList<>();
    private final List<Status> failures = new CopyOnWriteArrayList<>();

    @Override
    public void answer(byte[] response) {
        answers.add(response);
    }

    @Override
    public void fail(Status status) {
        failures.add(status);
    }

    boolean none() {
        return answers.isEmpty() && failures.isEmpty();
    }

    /** Waits until it was told. */
    TestingReply await() {
        while (none()) {
            Thread.onSpinWait();
        }
        return this;
    }

    byte[] only() {
        assertThat(failures).isEmpty();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    Status failure() {
        assertThat(answers).isEmpty();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    /** Of a response like HasCollection's. */
    io.milvus.grpc.Status status() throws InvalidProtocolBufferException {
        return BoolResponse.parseFrom(only()).getStatus();
    }
}
