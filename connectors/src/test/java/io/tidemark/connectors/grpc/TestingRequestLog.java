package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.connectors.kafka.ReceivedAnswer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the requests a bridge writes, and answers or fails them as a test says. */
final class TestingRequestLog implements RequestLog {

    private record Written(Entry entry, Consumer<Exception> failed) {}

    private final List<Written> written = new CopyOnWriteArrayList<>();
    private Consumer<ReceivedAnswer> atOnce = answer -> {};
    private byte[] response;

    @Override
    public void append(Entry entry, Consumer<Exception> failed) {
        written.add(new Written(entry, failed));
        if (response != null) {
            atOnce.accept(answer(written.size() - 1, response, written.size()));
        }
    }

    /** From now on every request is answered as soon as it is written. */
    void answerAtOnce(Consumer<ReceivedAnswer> bridge, String text) {
        atOnce = bridge;
        response = text.getBytes(UTF_8);
    }

    int size() {
        return written.size();
    }

    Entry entry(int index) {
        return written.get(index).entry();
    }

    void fail(int index, Exception failure) {
        written.get(index).failed().accept(failure);
    }

    ReceivedAnswer answer(int index, byte[] body, long timestamp) {
        Entry entry = entry(index);
        return new ReceivedAnswer(
                entry.correlation(), entry.method().fullName(), timestamp, false, body);
    }
}
