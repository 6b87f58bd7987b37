package io.tidemark.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskManagersTest {

    /** No port of this machine's, so that none listens there. */
    private static final int PORT = 65_536;

    @Test
    void usageExample() throws Exception {
        // It waits for its input, so it is there until that ends.
        Process process =
                new ProcessBuilder("sh", "-c", "read line", "sh", "-Dtaskmanager.rpc.port=" + PORT)
                        .start();
        try {
            assertThat(TaskManagers.listeningOn(List.of(PORT - 1, PORT)).processes())
                    .containsExactly(process.pid());
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    @Test
    void whereNoneRunsNoneCanBeHeldToAShare() throws IOException {
        TaskManagers none = TaskManagers.listeningOn(List.of(PORT + 1));

        assertThat(none.none()).isTrue();
        assertThatThrownBy(() -> none.holdTo(0.5))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no TaskManager of bin/cluster runs on this machine");
    }
}
