package io.tidemark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void usageExample() {
        assertThat(new Table("who", "how many").row("a", 1).row("b", "").toString())
                .isEqualTo("| who | how many |\n|---|---|\n| a | 1 |\n| b |  |");
    }

    @Test
    void numbersHaveThreePlacesThatTellSomething() {
        assertThat(Table.number(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(Table.number(12.34)).isEqualTo("12.3");
        assertThat(Table.number(1.234)).isEqualTo("1.23");
        assertThat(Table.number(0.1234)).isEqualTo("0.123");
        assertThat(Table.number(0)).isEqualTo("0.00");
        assertThat(Table.percent(0.256)).isEqualTo("25.6 %");
    }
}
