package io.tidemark.jobs.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.tidemark.jobs.OperatorIds;
import io.tidemark.jobs.cli.TimeReading.Place;
import io.tidemark.operators.TimeMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Flink's REST port tells of a running job. */
final class FlinkRest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String REQUESTS_TIME =
            "." + OperatorIds.PROXY.displayName() + "." + TimeMetrics.REQUESTS.name();
    private static final long NO_WATERMARK = Long.MIN_VALUE;
    private static final long END_OF_TIME = Long.MAX_VALUE;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;

    /**
     * @param url of the web UI, as http://127.0.0.1:8081
     */
    FlinkRest(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * The input watermarks of every running job's subtasks, upstream first, and how far each proxy
     * has read its own partitions of requests, of which Flink knows no watermark. Flink fetches
     * them from the TaskManagers when it is asked and answers with what it fetched before: ask
     * twice.
     *
     * @throws IOException where Flink does not answer as expected
     */
    List<Place> watermarks() throws IOException, InterruptedException {
        List<Place> places = new ArrayList<>();
        for (JsonElement job : get("/jobs").getAsJsonObject().getAsJsonArray("jobs")) {
            JsonObject found = job.getAsJsonObject();
            if (found.get("status").getAsString().equals("RUNNING")) {
                job(found.get("id").getAsString(), places);
            }
        }
        return places;
    }

    private void job(String id, List<Place> places) throws IOException, InterruptedException {
        JsonObject job = get("/jobs/" + id).getAsJsonObject();
        for (JsonElement element : job.getAsJsonArray("vertices")) {
            JsonObject vertex = element.getAsJsonObject();
            String name = vertex.get("name").getAsString();
            String path = "/jobs/" + id + "/vertices/" + vertex.get("id").getAsString();
            if (name.startsWith(OperatorIds.PROXY.displayName())) {
                readers(path, vertex.get("parallelism").getAsInt(), places);
            }
            for (JsonElement watermark : get(path + "/watermarks").getAsJsonArray()) {
                JsonObject subtask = watermark.getAsJsonObject();
                String index = subtask.get("id").getAsString().split("\\.", 2)[0];
                long time = subtask.get("value").getAsLong();
                if (time != END_OF_TIME) {
                    places.add(
                            new Place(
                                    name + ", subtask " + index,
                                    time == NO_WATERMARK ? Place.NEVER : time));
                }
            }
        }
    }

    private void readers(String path, int subtasks, List<Place> places)
            throws IOException, InterruptedException {
        String wanted =
                IntStream.range(0, subtasks)
                        .mapToObj(subtask -> subtask + REQUESTS_TIME)
                        .collect(Collectors.joining(","));
        for (JsonElement element : get(path + "/metrics?get=" + wanted).getAsJsonArray()) {
            JsonObject metric = element.getAsJsonObject();
            String subtask = metric.get("id").getAsString().split("\\.", 2)[0];
            long time = metric.get("value").getAsLong();
            places.add(
                    new Place(
                            "Proxy, reading requests, subtask " + subtask,
                            time == 0 ? Place.NEVER : time));
        }
    }

    private JsonElement get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(url + path + " answered " + response.statusCode());
        }
        try {
            return JsonParser.parseString(response.body());
        } catch (JsonParseException e) {
            throw new IOException(url + path + " did not answer with JSON: is it Flink?", e);
        }
    }
}
