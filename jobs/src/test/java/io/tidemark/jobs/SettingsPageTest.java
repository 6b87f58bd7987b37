package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.proto.ClusterSettings;
import io.tidemark.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of settings in {@code docs/protocol.md} is what the code has. */
class SettingsPageTest {

    private static final Path PAGE = Path.of("../docs/protocol.md");

    @Test
    void usageExample() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int header = lines.indexOf("| setting | at first | what it says |");
        List<String> rows =
                lines.subList(header + 2, lines.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows)
                .isEqualTo(Arrays.stream(Setting.values()).map(SettingsPageTest::row).toList());
    }

    private static String row(Setting setting) {
        String first =
                setting == Setting.RETENTION_SECONDS
                        ? "as created"
                        : Long.toString(setting.byDefault(ClusterSettings.getDefaultInstance()));
        return "| `%s` | %s | %s |".formatted(setting.key(), first, setting.description());
    }
}
