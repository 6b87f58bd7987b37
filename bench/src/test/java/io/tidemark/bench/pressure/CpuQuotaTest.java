package io.tidemark.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders that look as the kernel's do, without a kernel behind them. */
class CpuQuotaTest {

    private static final long SELF = ProcessHandle.current().pid();

    @TempDir private Path mount;
    @TempDir private Path processes;

    @BeforeEach
    void aProcess() throws IOException {
        Path self = Files.createDirectories(processes.resolve(Long.toString(SELF)));
        Files.writeString(
                self.resolve("cgroup"), "4:memory:/other\n3:cpuacct,cpu:/home\n0::/slice/home\n");
    }

    @Test
    void usageExample() throws IOException {
        Path root = version1();

        CpuQuota quota = CpuQuota.of(ControlGroups.of(mount, processes), 0.25, List.of(SELF));

        Path group = root.resolve("tidemark-bench-" + SELF);
        assertThat(group.resolve("cpu.cfs_period_us")).hasContent("20000");
        assertThat(group.resolve("cpu.cfs_quota_us")).hasContent("5000");
        assertThat(group.resolve("cgroup.procs")).hasContent(Long.toString(SELF));
        assertThat(root.resolve("home/cgroup.procs")).doesNotExist();

        close(quota, group);

        assertThat(root.resolve("home/cgroup.procs")).hasContent(Long.toString(SELF));
        assertThat(group).doesNotExist();
    }

    @Test
    void theKernelsSecondVersionTakesQuotaAndPeriodInOneLine() throws IOException {
        Files.writeString(mount.resolve("cgroup.controllers"), "cpuset cpu memory\n");
        Files.createDirectories(mount.resolve("slice/home"));

        CpuQuota quota = CpuQuota.of(ControlGroups.of(mount, processes), 1.5, List.of(SELF));

        Path group = mount.resolve("tidemark-bench-" + SELF);
        assertThat(mount.resolve("cgroup.subtree_control")).hasContent("+cpu");
        assertThat(group.resolve("cpu.max")).hasContent("30000 20000");
        assertThat(group.resolve("cgroup.procs")).hasContent(Long.toString(SELF));

        close(quota, group);

        assertThat(mount.resolve("slice/home/cgroup.procs")).hasContent(Long.toString(SELF));
    }

    @Test
    void aProcessOfNoGroupForCpuIsRefused() throws IOException {
        version1();
        Files.writeString(processes.resolve(SELF + "/cgroup"), "4:memory:/other\n");

        assertThatThrownBy(
                        () -> CpuQuota.of(ControlGroups.of(mount, processes), 0.25, List.of(SELF)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("cgroup names no group for CPU");
    }

    @Test
    void aMachineWithoutGroupsForCpuIsRefused() {
        assertThatThrownBy(() -> ControlGroups.of(mount, processes))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a share of CPU needs Linux' control groups, and %s has none for CPU"
                                .formatted(mount));
    }

    @Test
    void aGroupThatMayNotBeMadeIsRefused() throws IOException {
        Path root = version1();
        // As a folder that is no folder: root may write everywhere else.
        Files.createFile(root.resolve("tidemark-bench-" + SELF));

        assertThatThrownBy(
                        () -> CpuQuota.of(ControlGroups.of(mount, processes), 0.25, List.of(SELF)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("may not make " + root);
    }

    @Test
    void lessThanTheKernelGrantsIsRefused() throws IOException {
        version1();

        assertThatThrownBy(
                        () -> CpuQuota.of(ControlGroups.of(mount, processes), 0.01, List.of(SELF)))
                .isInstanceOf(IOException.class)
                .hasMessage("a share of CPU is at least 0.05, not 0.01");
    }

    private Path version1() throws IOException {
        Path root = Files.createDirectories(mount.resolve("cpu"));
        Files.createFile(root.resolve("cpu.cfs_quota_us"));
        Files.createDirectories(root.resolve("home"));
        return root;
    }

    /** The kernel's files go with their group; these do not. */
    private static void close(CpuQuota quota, Path group) throws IOException {
        try (var files = Files.newDirectoryStream(group)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        quota.close();
    }
}
