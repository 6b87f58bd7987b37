package io.tidemark.bench.pressure;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds some processes of this machine to a share of its processors, all of them together, by a
 * control group of Linux, until it is closed. Closing returns each to the group it came from.
 *
 * <p>The kernel gives the share anew in each period of 20 ms (its own default is 100 ms): a process
 * that has used it up stands still until the next begins, and that should not look like a latency.
 */
final class CpuQuota implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CpuQuota.class);

    private static final long PERIOD_US = 20_000;

    /** The kernel refuses a quota below. */
    private static final long LEAST_US = 1_000;

    private final ControlGroups groups;
    private final Path group;
    private final Map<Long, Path> homes = new LinkedHashMap<>();

    private CpuQuota(ControlGroups groups, Path group) {
        this.groups = groups;
        this.group = group;
    }

    /**
     * Holds processes to a share from now on, with all their threads.
     *
     * @param cpus 0.25 for a quarter of one processor; at least 0.05
     * @throws IOException where this machine or its rules do not allow it; it says which
     */
    static CpuQuota of(double cpus, List<Long> processes) throws IOException {
        CpuQuota quota = of(ControlGroups.ofThisMachine(), cpus, processes);
        Runtime.getRuntime().addShutdownHook(new Thread(quota::closeAtEnd, "cpu-quota"));
        return quota;
    }

    static CpuQuota of(ControlGroups groups, double cpus, List<Long> processes) throws IOException {
        long quotaUs = Math.round(cpus * PERIOD_US);
        if (quotaUs < LEAST_US) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "a share of CPU is at least %s, not %s",
                            (double) LEAST_US / PERIOD_US,
                            cpus));
        }
        Path group = groups.create("tidemark-bench-" + ProcessHandle.current().pid());
        CpuQuota quota = new CpuQuota(groups, group);
        try {
            groups.limit(group, quotaUs, PERIOD_US);
            for (long process : processes) {
                quota.take(process);
            }
            return quota;
        } catch (IOException | RuntimeException e) {
            try {
                quota.close();
            } catch (IOException unclosed) {
                e.addSuppressed(unclosed);
            }
            throw e;
        }
    }

    private void take(long process) throws IOException {
        Path home = groups.home(process);
        groups.move(process, group);
        homes.put(process, home);
    }

    /** Who is interrupted closes nothing; who is killed leaves the group behind. */
    private void closeAtEnd() {
        try {
            close();
        } catch (IOException e) {
            LOG.warn("{} is left behind, with the processes in it held to its share", group, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Map.Entry<Long, Path> taken : homes.entrySet()) {
            try {
                groups.move(taken.getKey(), taken.getValue());
            } catch (FileSystemException ended) {
                // Whoever ended meanwhile left the group by that.
                if (ProcessHandle.of(taken.getKey()).isPresent()) {
                    throw ended;
                }
            }
        }
        homes.clear();
        Files.deleteIfExists(group);
    }
}
