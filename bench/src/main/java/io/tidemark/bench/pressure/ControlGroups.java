package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Linux' control groups that share out CPU, in either of the two ways the kernel shows them. */
final class ControlGroups {

    /** Which files tell what. */
    private enum Version {
        V1("cpu", Pattern.compile("\\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:/(.*)")),
        V2("", Pattern.compile("0::/(.*)"));

        private final String hierarchy;
        private final Pattern membership;

        Version(String hierarchy, Pattern membership) {
            this.hierarchy = hierarchy;
            this.membership = membership;
        }
    }

    private final Version version;
    private final Path root;
    private final Path processes;

    private ControlGroups(Version version, Path root, Path processes) {
        this.version = version;
        this.root = root;
        this.processes = processes;
    }

    static ControlGroups ofThisMachine() throws IOException {
        return of(Path.of("/sys/fs/cgroup"), Path.of("/proc"));
    }

    /**
     * @param mount where control groups are mounted
     * @param processes where each process tells of its groups
     * @throws IOException where there are none for CPU
     */
    static ControlGroups of(Path mount, Path processes) throws IOException {
        if (Files.exists(mount.resolve("cpu/cpu.cfs_quota_us"))) {
            return new ControlGroups(Version.V1, mount.resolve(Version.V1.hierarchy), processes);
        }
        Path controllers = mount.resolve("cgroup.controllers");
        if (Files.exists(controllers)
                && List.of(Files.readString(controllers).strip().split(" ", -1)).contains("cpu")) {
            return new ControlGroups(Version.V2, mount.resolve(Version.V2.hierarchy), processes);
        }
        throw new IOException(
                "a share of CPU needs Linux' control groups, and " + mount + " has none for CPU");
    }

    /** Makes a group of that name, at the top. */
    Path create(String name) throws IOException {
        Path group = root.resolve(name);
        try {
            if (version == Version.V2) {
                write(root.resolve("cgroup.subtree_control"), "+cpu");
            }
            return Files.createDirectory(group);
        } catch (FileSystemException e) {
            throw new IOException(
                    "a share of CPU needs a control group, and this user may not make "
                            + group
                            + "; root may, outside a container",
                    e);
        }
    }

    /** Gives a group so much CPU in each period. */
    void limit(Path group, long quotaUs, long periodUs) throws IOException {
        switch (version) {
            case V1 -> {
                write(group.resolve("cpu.cfs_period_us"), Long.toString(periodUs));
                write(group.resolve("cpu.cfs_quota_us"), Long.toString(quotaUs));
            }
            case V2 -> write(group.resolve("cpu.max"), quotaUs + " " + periodUs);
        }
    }

    /** The group a process is in. */
    Path home(long process) throws IOException {
        Path memberships = processes.resolve(Long.toString(process)).resolve("cgroup");
        for (String line : Files.readAllLines(memberships, UTF_8)) {
            Matcher membership = version.membership.matcher(line);
            if (membership.matches()) {
                return root.resolve(membership.group(1));
            }
        }
        throw new IOException(memberships + " names no group for CPU");
    }

    void move(long process, Path group) throws IOException {
        write(group.resolve("cgroup.procs"), Long.toString(process));
    }

    private static void write(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", UTF_8);
    }
}
