package io.tidemark.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {

    private final Pulse pulse = new Pulse();

    @Test
    void usageExample() throws InterruptedException {
        run(() -> {});
        assertThat(pulse.death()).isEmpty();
    }

    @Test
    void anErrorThatEndsAThreadIsTold() throws InterruptedException {
        run(
                () -> {
                    throw new OutOfMemoryError("heap");
                });
        assertThat(pulse.death())
                .contains("the load died: sends: java.lang.OutOfMemoryError: heap");
    }

    @Test
    void theFirstOfSeveralCausesStays() {
        pulse.died("sends", new IllegalStateException("one"));
        pulse.died("reads", new IllegalStateException("two"));
        assertThat(pulse.death())
                .contains("the load died: sends: java.lang.IllegalStateException: one");
    }

    private void run(Pulse.Work work) throws InterruptedException {
        Thread thread = pulse.thread("sends", work);
        thread.start();
        thread.join();
    }
}
