package io.tidemark.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NameRuleTest {

    private static final String LONGEST = "n".repeat(255);

    @Test
    void usageExample() throws RefusedException {
        assertThat(NameRule.COLLECTION.check(" films_2 ")).isEqualTo("films_2");
        assertThat(NameRule.FIELD.check("_x")).isEqualTo("_x");
    }

    @Test
    void aNameOfTwoHundredAndFiftyFiveBytesIsAccepted() throws RefusedException {
        assertThat(NameRule.COLLECTION.check(LONGEST)).isEqualTo(LONGEST);
    }

    @Test
    void whereANameIsOnlyLookedUpItsCharactersAreNotChecked() throws RefusedException {
        assertThat(NameRule.PARTITION.checkLength(" a-b ")).isEqualTo("a-b");
        assertThatThrownBy(() -> NameRule.PARTITION.checkLength(LONGEST + "n"))
                .hasMessageEndingWith("must be less than 255 characters.");
        assertThatThrownBy(() -> NameRule.PARTITION.checkLength(" "))
                .hasMessage("Invalid partition name: . Partition name should not be empty.");
    }

    @Test
    void onlyAPartitionMayBeginWithADigit() throws RefusedException {
        assertThat(NameRule.PARTITION.check("2024")).isEqualTo("2024");
        for (NameRule rule : NameRule.values()) {
            if (rule != NameRule.PARTITION) {
                assertThatThrownBy(() -> rule.check("2024"))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageEndingWith("must be an underscore or letter.");
            }
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("", "collection name should not be empty"),
                Arguments.of(" \t", "collection name should not be empty"),
                Arguments.of(
                        LONGEST + "n",
                        "Invalid collection name: "
                                + LONGEST
                                + "n. The length of a collection name must be less than 255"
                                + " characters."),
                Arguments.of(
                        "2films",
                        "Invalid collection name: 2films. The first character of a collection name"
                                + " must be an underscore or letter."),
                Arguments.of(
                        "中文",
                        "Invalid collection name: 中文. The first character of a collection name"
                                + " must be an underscore or letter."),
                Arguments.of(
                        "a-b",
                        "Invalid collection name: a-b. Collection name can only contain numbers,"
                                + " letters and underscores."),
                Arguments.of(
                        "a/b",
                        "Invalid collection name: a/b. Collection name can only contain numbers,"
                                + " letters and underscores."));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void invalidNamesAreRefused(String name, String reason) {
        assertThatThrownBy(() -> NameRule.COLLECTION.check(name))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(
                                                new Refusal(ErrorKind.INVALID_PARAMETER, reason)));
    }
}
