package io.tidemark.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bench.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    private static final List<String> MEMORY = List.of("-Xmx32m");

    @TempDir private Path folder;

    @Test
    void usageExample() throws Exception {
        try (Child child = start("works")) {
            assertThat(child.awaitReady()).isEqualTo("works");
            assertThat(child.again()).isEqualTo("works again");
        }
    }

    @Test
    void aChildThatDiesOfAnErrorEndsThoughOneOfItsThreadsStays() throws Exception {
        try (Child child = start("dies")) {
            assertThatThrownBy(child::awaitReady)
                    .isInstanceOf(IOException.class)
                    .hasMessage("a process of the measurement ended before it was ready");
        }
        assertThat(Files.readString(folder.resolve("log")))
                .contains("OutOfMemoryError: of this test");
    }

    private Child start(String what) throws IOException {
        return Child.start(Testing.class, MEMORY, folder.resolve("log"), List.of(what));
    }

    /** A child's main class. */
    static final class Testing {

        private Testing() {}

        public static void main(String[] args) {
            Ending.with(() -> args[0].equals("dies") ? die() : work(args[0]));
        }

        private static int die() {
            new Thread(Testing::stay, "stays").start();
            throw new OutOfMemoryError("of this test");
        }

        private static void stay() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static int work(String what) {
            Child.ready(what);
            try {
                while (Child.awaitWork()) {
                    Child.ready(what + " again");
                }
                return 0;
            } catch (IOException e) {
                return 1;
            }
        }
    }
}
