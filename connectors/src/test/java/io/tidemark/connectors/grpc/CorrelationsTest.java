package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CorrelationsTest {

    private final Correlations correlations = new Correlations(new UUID(1, 2));

    @Test
    void usageExample() {
        assertThat(correlations.number(correlations.of(42))).hasValue(42);
    }

    @Test
    void aFormerLifeIsAnother() {
        Correlations former = new Correlations(new UUID(1, 3));

        assertThat(correlations.number(former.of(42))).isEmpty();
    }

    @Test
    void anythingElseIsNobodys() {
        byte[] longer = Arrays.copyOf(correlations.of(42), 25);

        assertThat(correlations.number(new byte[0])).isEmpty();
        assertThat(correlations.number(new byte[24])).isEmpty();
        assertThat(correlations.number(longer)).isEmpty();
    }
}
