package io.tidemark.bench.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code flink}, as a person types it, each call a process of its own. */
public final class FlinkCommand {

    private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");

    private static final Pattern FILE = Pattern.compile("^file:/+");

    private final FlinkLaunches launches;
    private final ClusterPlan plan;

    FlinkCommand(FlinkLaunches launches, ClusterPlan plan) {
        this.launches = launches;
        this.plan = plan;
    }

    /**
     * {@code flink run -d}: submits the job's jar.
     *
     * @param from a savepoint or checkpoint; empty to begin with the log
     * @param options of the job, without their dashes
     * @return the job's id
     * @throws IOException with what the command said, where the job was refused
     */
    public String run(int parallelism, Optional<Path> from, SortedMap<String, String> options)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("run", "-d", "-p", Integer.toString(parallelism)));
        from.ifPresent(point -> arguments.addAll(List.of("-s", point.toUri().toString())));
        arguments.add(plan.jobJar().toString());
        options.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        return find(SUBMITTED, call(arguments));
    }

    /** {@code flink stop}: ends a job with a savepoint and tells where that is. */
    public Path stop(String job) throws IOException, InterruptedException {
        return savepoint("stop", job);
    }

    /** {@code flink savepoint}: takes one of a job that goes on, and tells where it is. */
    public Path savepoint(String job) throws IOException, InterruptedException {
        return savepoint("savepoint", job);
    }

    private Path savepoint(String action, String job) throws IOException, InterruptedException {
        String savepoint = find(SAVEPOINT, call(List.of(action, job)));
        return Path.of(URI.create(FILE.matcher(savepoint).replaceFirst("file:///")));
    }

    /** Any command; its outputs and its standard input are this process's. */
    int attached(List<String> arguments) throws IOException, InterruptedException {
        return builder(arguments).inheritIO().start().waitFor();
    }

    private String call(List<String> arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("flink " + String.join(" ", arguments) + " said: " + said);
        }
        return said;
    }

    private ProcessBuilder builder(List<String> arguments) {
        ProcessBuilder builder =
                new ProcessBuilder(launches.cli(arguments).command(plan.folder().logs()));
        builder.environment().put("FLINK_CONF_DIR", plan.folder().configuration().toString());
        return builder;
    }

    private static String find(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("flink did not say '" + pattern + "' but: " + said);
        }
        return matcher.group(1);
    }
}
