package io.tidemark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void usageExample() {
        assertThat(Page.fillText("before {{table}} behind", Map.of("table", "$1 | x")))
                .isEqualTo("before $1 | x behind");
    }

    @Test
    void aMarkWithoutATableIsRefused() {
        assertThatThrownBy(() -> Page.fillText("{{other}}", Map.of("table", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{{other}}");
    }
}
