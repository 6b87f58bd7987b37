package io.tidemark.jobs.cli;

import io.tidemark.request.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Sends requests without waiting for each answer, at most a window of them unanswered. An answer
 * that comes twice, as at-least-once writing allows, counts once.
 */
final class Pipeline {

    /** A failed write shows between two polls, so none may last. */
    private static final long LOOK_NS = 100_000_000;

    private record Waiting(Method method, boolean json) {}

    private final RequestClient client;
    private final String session;
    private final int window;
    private final Duration timeout;
    private final Consumer<ClientAnswer> answers;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private long sent;

    /**
     * @param session prefix of correlations: text that no other client has
     * @param timeout how long to wait for the next answer
     * @param answers takes each answer, in the order in which they come
     */
    Pipeline(
            RequestClient client,
            String session,
            int window,
            Duration timeout,
            Consumer<ClientAnswer> answers) {
        this.client = client;
        this.session = session;
        this.window = window;
        this.timeout = timeout;
        this.answers = answers;
    }

    /** Sends a request; waits first while the window is full. */
    void send(Method method, byte[] value, boolean json, int partition) throws TimeoutException {
        awaitAtMost(window - 1);
        ClientRequest request = new ClientRequest(method, value, json, session + "-" + sent++);
        waiting.put(request.correlation(), new Waiting(method, json));
        client.send(request, partition);
    }

    /** Waits for every answer. */
    void finish() throws TimeoutException {
        awaitAtMost(0);
    }

    private void awaitAtMost(int unanswered) throws TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (waiting.size() > unanswered) {
            int before = waiting.size();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException(
                        "No answer within "
                                + timeout.toSeconds()
                                + " s; "
                                + waiting.size()
                                + " of "
                                + sent
                                + " requests are unanswered. What Kafka took is in the log"
                                + " and will be executed: is the job running?");
            }
            client.poll(Duration.ofNanos(Math.min(left, LOOK_NS)), this::take);
            if (waiting.size() < before) {
                deadline = System.nanoTime() + timeout.toNanos();
            }
        }
    }

    private void take(String correlation, byte[] value) {
        Waiting request = waiting.remove(correlation);
        if (request != null) {
            answers.accept(ClientAnswer.of(request.method(), value, request.json()));
        }
    }
}
