package io.tidemark.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The whole checkpoints that lie in a job's folder, and savepoints. */
public final class RestorePoints {

    private static final String METADATA = "_metadata";
    private static final String CHECKPOINT = "chk-";

    private RestorePoints() {}

    /**
     * A job's retained checkpoints, the oldest first.
     *
     * @param job its id in hexadecimal
     */
    public static List<Path> checkpoints(ClusterFolder folder, String job) throws IOException {
        return whole(folder.checkpoints().resolve(job)).stream()
                .filter(path -> path.getFileName().toString().startsWith(CHECKPOINT))
                .sorted((one, other) -> Long.compare(number(one), number(other)))
                .toList();
    }

    /** All checkpoints and savepoints, the oldest first, by the time they were finished. */
    static List<Path> all(ClusterFolder folder) throws IOException {
        List<Path> found = new ArrayList<>(whole(folder.savepoints()));
        for (Path job : children(folder.checkpoints())) {
            found.addAll(whole(job));
        }
        List<Stamped> stamped = new ArrayList<>();
        for (Path point : found) {
            stamped.add(
                    new Stamped(
                            Files.getLastModifiedTime(point.resolve(METADATA)).toMillis(), point));
        }
        Collections.sort(stamped);
        return stamped.stream().map(Stamped::point).toList();
    }

    private record Stamped(long finishedMs, Path point) implements Comparable<Stamped> {

        @Override
        public int compareTo(Stamped other) {
            int byTime = Long.compare(finishedMs, other.finishedMs);
            return byTime == 0 ? point.compareTo(other.point) : byTime;
        }
    }

    private static List<Path> whole(Path folder) throws IOException {
        return children(folder).stream()
                .filter(child -> Files.exists(child.resolve(METADATA)))
                .toList();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(CHECKPOINT.length()));
    }
}
