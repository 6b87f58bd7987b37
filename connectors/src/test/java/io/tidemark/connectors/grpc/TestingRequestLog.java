package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the requests a bridge writes, and answers or fails them as a test says. */
final class TestingRequestLog implements RequestLog {

    private record Append(Entry entry, Written written) {}

    private final List<Append> appends = new CopyOnWriteArrayList<>();
    private Consumer<ReceivedAnswer> atOnce = answer -> {};
    private byte[] response;

    @Override
    public void append(Entry entry, Written written) {
        appends.add(new Append(entry, written));
        if (response != null) {
            atOnce.accept(answer(appends.size() - 1, response, appends.size()));
        }
    }

    /** From now on every request is answered as soon as it is written. */
    void answerAtOnce(Consumer<ReceivedAnswer> bridge, String text) {
        atOnce = bridge;
        response = text.getBytes(UTF_8);
    }

    int size() {
        return appends.size();
    }

    Entry entry(int index) {
        return appends.get(index).entry();
    }

    void acknowledge(int index) {
        appends.get(index).written().acknowledged();
    }

    void fail(int index, Exception failure) {
        appends.get(index).written().failed(failure);
    }

    ReceivedAnswer answer(int index, byte[] body, long timestamp) {
        Entry entry = entry(index);
        return new ReceivedAnswer(
                entry.correlation(), entry.method().fullName(), timestamp, false, body);
    }
}
