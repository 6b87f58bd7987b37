package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.bench.process.CompilerThreads;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The TaskManagers' processes, as far as they run on this machine and were told their RPC port on
 * the command line, as {@code bin/cluster} does it.
 *
 * @param processes their ids; may be none
 */
record TaskManagers(List<Long> processes) {

    private static final Path PROCESSES = Path.of("/proc");

    /** Those that listen on these RPC ports. */
    static TaskManagers listeningOn(Collection<Integer> rpcPorts) throws IOException {
        Set<String> told =
                rpcPorts.stream()
                        .map(port -> "-Dtaskmanager.rpc.port=" + port)
                        .collect(Collectors.toSet());
        List<Long> found = new ArrayList<>();
        if (Files.isDirectory(PROCESSES)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
                for (Path process : each) {
                    if (arguments(process).stream().anyMatch(told::contains)) {
                        found.add(Long.valueOf(process.getFileName().toString()));
                    }
                }
            }
        }
        return new TaskManagers(found);
    }

    private static List<String> arguments(Path process) {
        try {
            return List.of(Files.readString(process.resolve("cmdline"), UTF_8).split("\0", -1));
        } catch (IOException ended) {
            return List.of();
        }
    }

    boolean none() {
        return processes.isEmpty();
    }

    /** CPU that their compilers have used so far. */
    Duration compiling() throws IOException {
        Duration all = Duration.ZERO;
        for (long process : processes) {
            try {
                all = all.plus(CompilerThreads.cpu(process));
            } catch (NoSuchFileException e) {
                throw new IOException("TaskManager process " + process + " ended", e);
            }
        }
        return all;
    }

    /** Holds them to a share of this machine's processors, all of them together. */
    CpuQuota holdTo(double cpus) throws IOException {
        if (none()) {
            throw new IOException(
                    "no TaskManager of bin/cluster runs on this machine; no other can be held to a"
                            + " share of CPU");
        }
        return CpuQuota.of(cpus, processes);
    }
}
