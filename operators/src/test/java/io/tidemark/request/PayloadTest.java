package io.tidemark.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private final byte[] response = "before|films|behind".getBytes(StandardCharsets.UTF_8);
    private final Payload films = new Payload(response, 7, 5);

    @Test
    void usageExample() {
        assertThat(films.text()).isEqualTo("films");

        Payload kept = films.alone();
        response[7] = 'X';

        assertThat(kept.text()).isEqualTo("films");
        assertThat(kept.bytes()).hasSize(5);
    }

    @Test
    void whatFillsItsArrayIsAloneAlready() {
        Payload all = Payload.of(response);

        assertThat(all.alone()).isSameAs(all);
        assertThat(all.toArray()).isSameAs(response);
        assertThat(films.toArray()).isEqualTo("films".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCursorEndsWhereTheRangeDoes() throws Exception {
        CodedInputStream in = films.input();

        assertThat(new String(in.readRawBytes(5), StandardCharsets.UTF_8)).isEqualTo("films");
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void aHeadIsNeverMoreThanThereIs() {
        assertThat(films.head(2)).isEqualTo("fi".getBytes(StandardCharsets.UTF_8));
        assertThat(films.head(6)).isEqualTo("films".getBytes(StandardCharsets.UTF_8));
        assertThat(Payload.NONE.head(6)).isEmpty();
    }
}
