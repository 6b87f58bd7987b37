package io.tidemark.bench.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Flink's REST port is asked for; each call fails while no JobManager leads. */
public final class FlinkRest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String RUNNING = "RUNNING";

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;

    /** Of the cluster whose REST port answers at a URL. */
    public FlinkRest(String url) {
        this.url = url;
    }

    /** The jobs that have not ended, by id. */
    public List<String> openJobs() throws IOException, InterruptedException {
        List<String> open = new ArrayList<>();
        for (JsonElement element : get("/jobs").getAsJsonArray("jobs")) {
            JsonObject job = element.getAsJsonObject();
            if (!List.of("FAILED", "CANCELED", "FINISHED")
                    .contains(job.get("status").getAsString())) {
                open.add(job.get("id").getAsString());
            }
        }
        return open;
    }

    /** As Flink names it: RUNNING, RESTARTING, FAILED. */
    public String status(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job).get("state").getAsString();
    }

    /** Whether every task of a job runs. */
    public boolean allRun(String job) throws IOException, InterruptedException {
        JsonObject found = get("/jobs/" + job);
        if (!found.get("state").getAsString().equals(RUNNING)) {
            return false;
        }
        for (JsonElement vertex : found.getAsJsonArray("vertices")) {
            if (!vertex.getAsJsonObject().get("status").getAsString().equals(RUNNING)) {
                return false;
            }
        }
        return true;
    }

    /** The id of a job's newest completed checkpoint; 0 where there is none. */
    public long newestCheckpoint(String job) throws IOException, InterruptedException {
        JsonElement newest =
                get("/jobs/" + job + "/checkpoints").getAsJsonObject("latest").get("completed");
        return newest == null || newest.isJsonNull()
                ? 0
                : newest.getAsJsonObject().get("id").getAsLong();
    }

    /**
     * When the youngest of a job's tasks was started, in milliseconds since 1970: later after every
     * restart, also where a JobManager took over and counts restarts from 0.
     */
    public long newestTaskStart(String job) throws IOException, InterruptedException {
        long newest = 0;
        for (JsonElement vertex : get("/jobs/" + job).getAsJsonArray("vertices")) {
            newest = Math.max(newest, vertex.getAsJsonObject().get("start-time").getAsLong());
        }
        return newest;
    }

    /** How many of a job's tasks each TaskManager has, by its RPC port. */
    public Map<Integer, Integer> tasksByPort(String job) throws IOException, InterruptedException {
        Map<Integer, Integer> tasks = new TreeMap<>();
        for (JsonElement vertex : get("/jobs/" + job).getAsJsonArray("vertices")) {
            String path = "/jobs/" + job + "/vertices/";
            JsonObject detail = get(path + vertex.getAsJsonObject().get("id").getAsString());
            for (JsonElement subtask : detail.getAsJsonArray("subtasks")) {
                String id = subtask.getAsJsonObject().get("taskmanager-id").getAsString();
                if (id.contains(":")) {
                    tasks.merge(rpcPort(id), 1, Integer::sum);
                }
            }
        }
        return tasks;
    }

    /** The RPC ports of the TaskManagers that Flink knows; those within a JVM have none. */
    public List<Integer> taskManagerPorts() throws IOException, InterruptedException {
        List<Integer> ports = new ArrayList<>();
        for (JsonElement element : get("/taskmanagers").getAsJsonArray("taskmanagers")) {
            String id = element.getAsJsonObject().get("id").getAsString();
            if (id.contains(":")) {
                ports.add(rpcPort(id));
            }
        }
        return ports;
    }

    /** Ends a job and leaves its checkpoints. */
    public void cancel(String job) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder().method("PATCH", BodyPublishers.noBody()),
                "/jobs/" + job + "?mode=cancel");
    }

    /** Why a job failed last, in full; empty where it did not. */
    public String failure(String job) throws IOException, InterruptedException {
        JsonArray entries =
                get("/jobs/" + job + "/exceptions?maxExceptions=1")
                        .getAsJsonObject("exceptionHistory")
                        .getAsJsonArray("entries");
        return entries.isEmpty()
                ? ""
                : entries.get(0).getAsJsonObject().get("stacktrace").getAsString();
    }

    private JsonObject get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(), path).getAsJsonObject();
    }

    private JsonElement send(HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        request.uri(URI.create(url + path)).timeout(TIMEOUT).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    url + path + " answered " + response.statusCode() + " " + response.body());
        }
        try {
            return JsonParser.parseString(response.body());
        } catch (JsonParseException e) {
            throw new IOException(url + path + " did not answer with JSON", e);
        }
    }

    /** Flink names a TaskManager host:port-suffix. */
    private static int rpcPort(String id) {
        String port = id.substring(id.indexOf(':') + 1);
        return Integer.parseInt(port.substring(0, port.indexOf('-')));
    }
}
