package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.request.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of spoilt requests, by seed: each is answered or kept, and the job never restarts. */
class FuzzITCase {

    private static final long SEED = 4711;
    private static final int REQUESTS = 2_000;

    @TempDir private static Path folder;
    private final Random random = new Random(SEED);

    @Test
    void everySpoiltRequestIsAnsweredOrADeadLetterAndTheJobGoesOn() throws Exception {
        try (TestingCluster cluster = TestingCluster.start(folder)) {
            JobClient job =
                    cluster.start(
                            Map.of(
                                    "restart-strategy.type", "none",
                                    "tidemark.create.channels", "4"));
            try (TestingClient client = new TestingClient(cluster.client(), 1);
                    DeadLetters deadLetters = new DeadLetters(cluster.client())) {
                // What is spoilt names the one and may well drop it, it never names the other.
                client.call(Method.CREATE_COLLECTION, Requests.create("good", 2), Status.class);
                client.call(Method.CREATE_COLLECTION, Requests.create("other", 2), Status.class);
                List<String> sent = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    sent.add(sendSpoilt(client));
                }
                for (String correlation : sent) {
                    while (!client.answers().containsKey(correlation)
                            && !deadLetters.has(client.place(correlation))) {
                        assertThat(job.getJobStatus().get())
                                .as("seed %d", SEED)
                                .isEqualTo(JobStatus.RUNNING);
                        client.poll();
                        deadLetters.poll();
                    }
                }
                for (int partition = 0; partition < 4; partition++) {
                    assertThat(insert(client, partition).getStatus().getReason()).isEmpty();
                }
                Status repeated =
                        client.call(
                                Method.CREATE_COLLECTION,
                                Requests.create("other", 2),
                                Status.class);
                assertThat(repeated.getReason()).isEmpty();
                assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
            } finally {
                job.cancel().get();
            }
        }
    }

    private MutationResult insert(TestingClient client, int partition) throws Exception {
        byte[] rows = Requests.insert("other", 1, 3, random).toByteArray();
        String sent = client.send("requests", partition, Method.INSERT, rows);
        return client.await(sent, Method.INSERT, MutationResult.class);
    }

    private String sendSpoilt(TestingClient client) throws Exception {
        int partition = random.nextInt(5) - 1;
        String topic = partition < 0 ? "definitions" : "requests";
        byte[] payload = payload();
        for (int flips = random.nextInt(5); flips > 0 && payload.length > 0; flips--) {
            payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(3) == 0) {
            payload = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
        }
        return client.send(topic, Math.max(0, partition), payload, headers());
    }

    private byte[] payload() {
        return switch (random.nextInt(4)) {
            case 0 ->
                    Requests.create("c" + random.nextInt(20), 1 + random.nextInt(4)).toByteArray();
            case 1 -> Requests.insert("good", 1, 1 + random.nextInt(9), random).toByteArray();
            case 2 -> Requests.drop("c" + random.nextInt(20)).toByteArray();
            default ->
                    ("{\"collection_name\": \"c1\", \"num_rows\": 1, \"fields_data\": [{\"type\":"
                                    + " \"Int64\", \"field_name\": \"id\", \"scalars\":"
                                    + " {\"long_data\": {\"data\": [1]}}}]}")
                            .getBytes(StandardCharsets.UTF_8);
        };
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        if (random.nextInt(3) > 0) {
            headers.put("method", method());
        }
        if (random.nextInt(4) == 0) {
            headers.put("content-type", "application/json");
        }
        if (random.nextInt(8) == 0) {
            headers.put("reply-to", Integer.toString(random.nextInt()));
        }
        return headers;
    }

    /** All but ticks, which are answered by time alone. */
    private String method() {
        List<String> names = new ArrayList<>(List.of("", "Insert", "nonsense", "\uFFFF"));
        for (Method method : Method.values()) {
            if (method != Method.TIME_TICK) {
                names.add(method.fullName());
            }
        }
        return names.get(random.nextInt(names.size()));
    }
}
