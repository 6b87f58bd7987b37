package io.tidemark.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    @TempDir private Path folder;

    @Test
    void usageExample() throws IOException {
        CsvFile<Idle> file = new CsvFile<>(folder, Idle.class);

        file.add(new Idle(16, 4, 50, 0.5, 10));

        assertThat(Files.readString(folder.resolve("Idle.csv")))
                .isEqualToNormalizingNewlines(
                        "channels,partitions,tickStepMs,cpuSeconds,seconds\n16,4,50,0.5,10.0\n");
        assertThat(file.read()).containsExactly(new Idle(16, 4, 50, 0.5, 10));
    }

    @Test
    void textsComeBackAsTheyWere() throws IOException {
        CsvFile<LeftOut> file = new CsvFile<>(folder, LeftOut.class);
        LeftOut awkward = new LeftOut("a \"name\"", "failed, and\nin two lines");

        file.add(awkward);

        assertThat(file.read()).containsExactly(awkward);
    }

    @Test
    void aLaterCallAddsToWhatIsThere() throws IOException {
        new CsvFile<>(folder, Machine.class).add(new Machine("cores", "2"));
        new CsvFile<>(folder, Machine.class).add(new Machine("cores", "4"));

        assertThat(new CsvFile<>(folder, Machine.class).read())
                .containsExactly(new Machine("cores", "2"), new Machine("cores", "4"));
    }

    @Test
    void aFileThatIsNotThereHasNoLines() throws IOException {
        assertThat(new CsvFile<>(folder, Machine.class).read()).isEmpty();
    }
}
