package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What 'up' says where it cannot start; that it does start is UpITCase's. */
class UpCommandTest {

    private static final String HOME = "tidemark.home";
    private static final String LOG = "tidemark.log";

    private final TestingConsole console = new TestingConsole();
    @TempDir private Path folder;

    @BeforeEach
    void atHome() {
        System.setProperty(HOME, Path.of("..").toAbsolutePath().normalize().toString());
    }

    @AfterEach
    void leave() {
        System.clearProperty(HOME);
        System.clearProperty(LOG);
    }

    @Test
    void usageExample() {
        assertThat(console.run("up", "--help")).isZero();
        assertThat(console.out())
                .contains("--data", "--kafka-port", "--web-port", "Ctrl-C")
                .contains("--gateway-port", "--metrics-port");
    }

    @Test
    void aTakenPortIsASentence() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            assertThat(console.run("up", "--data", folder.toString(), "--web-port", port))
                    .isEqualTo(3);
            assertThat(console.err())
                    .startsWith("tidemark: The web UI needs port " + port)
                    .hasLineCount(1);
        }
    }

    @Test
    void aFolderOfSomethingElseIsASentence() throws IOException {
        Files.writeString(folder.resolve("photo.jpg"), "x");
        assertThat(console.run("up", "--data", folder.toString())).isEqualTo(3);
        assertThat(console.err()).contains("no data folder of Tidemark").hasLineCount(1);
    }

    @Test
    void aPortThatIsNoneIsWrongUsage() {
        assertThat(console.run("up", "--kafka-port", "70000")).isEqualTo(2);
        assertThat(console.err()).contains("[0, 65535]");
    }
}
