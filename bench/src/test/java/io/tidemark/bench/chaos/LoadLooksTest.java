package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadLooksTest {

    private final LoadLooks looks = new LoadLooks(4);

    @Test
    void usageExample() {
        assertThat(looks.violation(FaultKind.CALM, Optional.empty(), 10)).isEmpty();
        assertThat(looks.violation(FaultKind.ZOMBIE, Optional.empty(), 11)).isEmpty();
    }

    @Test
    void aLoadThatSentNothingDuringAFaultIsFound() {
        assertThat(looks.violation(FaultKind.CALM, Optional.empty(), 4))
                .contains("the load sent nothing during calm");
        looks.violation(FaultKind.CALM, Optional.empty(), 10);
        assertThat(looks.violation(FaultKind.ZOMBIE, Optional.empty(), 10))
                .contains("the load sent nothing during zombie");
    }

    @Test
    void aLoadThatDiedIsFoundThoughItHadSentSomething() {
        assertThat(looks.violation(FaultKind.CALM, Optional.of("the load died: x"), 10))
                .contains("the load died: x, during calm");
    }
}
