package io.tidemark.insert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.request.RefusedException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownTextsTest {

    private final KnownTexts texts = new KnownTexts();

    @Test
    void usageExample() throws Exception {
        String films = text("films");

        assertThat(films).isEqualTo("films");
        assertThat(text("films")).isSameAs(films);
    }

    @Test
    void namesThatAreToldApartByANumberKeepOutOfEachOthersWay() throws Exception {
        for (int number = 0; number < 100; number++) {
            String name = text("tenant_0001%02d".formatted(number));
            assertThat(text("tenant_0001%02d".formatted(number))).isSameAs(name);
        }
        String first = text("tenant_000100");
        for (int number = 1; number < 100; number++) {
            text("tenant_0001%02d".formatted(number));
        }
        assertThat(text("tenant_000100")).isSameAs(first);
    }

    @Test
    void everyTextIsItsOwnWhateverCameBefore() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String made = "é".repeat(random.nextInt(2)) + random.nextInt(2_000);
            assertThat(text(made)).isEqualTo(made);
        }
        assertThat(text("")).isEmpty();
        String large = "a".repeat(300);
        assertThat(text(large)).isEqualTo(large);
        assertThat(text(large)).isNotSameAs(text(large));
    }

    @Test
    void whatIsNoTextIsRefusedEachTime() {
        byte[] bytes = {'a', (byte) 0xff, 'b'};

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> texts.text(bytes, 0, 3))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("UTF-8");
        }
    }

    private String text(String made) throws RefusedException {
        byte[] padded = ("<" + made + ">").getBytes(UTF_8);
        return texts.text(padded, 1, padded.length - 2);
    }
}
