package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/options.md} tells what the code has. */
class OptionsPageTest {

    private static final Path PAGE = Path.of("../docs/options.md");
    private static final String WRITE = "tidemark.docs.write";

    @Test
    void usageExample() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, OptionsPage.text());
        }
        assertThat(PAGE)
                .as(
                        "docs/options.md is not what the code says; write it anew with: mvn -q test"
                                + " -pl jobs -am -Dtest=OptionsPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D"
                                + WRITE
                                + "=true")
                .content()
                .isEqualTo(OptionsPage.text());
    }

    @Test
    void everyOptionHasItsLineOnThePage() {
        assertThat(KnownOptions.of(TidemarkOptions.class)).isNotEmpty();
        assertThat(OptionsPage.text())
                .contains("| `tidemark.role` | `leader`, `follower` | `leader` |")
                .contains("| `tidemark.until` | number | none |")
                .contains("| `tidemark.topics.prefix` | text | empty |")
                .contains("| `tidemark.create.tick-step` | duration | `50 ms` |")
                .contains("| `tidemark.create.max-request` | size | `8 mb` |");
    }
}
