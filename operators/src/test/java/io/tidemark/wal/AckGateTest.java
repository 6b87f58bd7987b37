package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AckGateTest {

    private final AckGate<String> gate = new AckGate<>();
    private final List<String> out = new ArrayList<>();

    @Test
    void usageExample() {
        AckGate.Epoch first = gate.send();
        AckGate.Epoch second = gate.send();
        gate.hold("answer");

        assertThat(second.acknowledge()).isFalse();
        assertThat(released()).isEmpty();
        assertThat(first.acknowledge()).isTrue();
        assertThat(released()).containsExactly("answer");
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void whatHasNoMessageBeforeItGoesOnAtOnce() {
        gate.hold("watermark");
        assertThat(released()).containsExactly("watermark");
    }

    @Test
    void aLaterAcknowledgementOpensNothingBeforeAnEarlierOne() {
        AckGate.Epoch first = gate.send();
        gate.hold("a");
        AckGate.Epoch second = gate.send();
        gate.hold("b");
        gate.hold("c");

        second.acknowledge();
        assertThat(released()).isEmpty();
        first.acknowledge();
        assertThat(released()).containsExactly("a", "b", "c");
    }

    @Test
    void aMessageUnderWayKeepsTheGateFromBeingEmpty() {
        AckGate.Epoch epoch = gate.send();
        assertThat(gate.isEmpty()).isFalse();
        assertThat(epoch.acknowledge()).as("further messages may join").isFalse();
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void inAnyOrderOfAcknowledgementsNothingOvertakesAMessageBeforeIt() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            AckGate<Integer> gate = new AckGate<>();
            List<AckGate.Epoch> underWay = new ArrayList<>();
            List<Integer> sentAt = new ArrayList<>();
            List<Integer> released = new ArrayList<>();
            int step = 0;
            for (; step < 100; step++) {
                int now = step;
                switch (random.nextInt(3)) {
                    case 0 -> {
                        underWay.add(gate.send());
                        sentAt.add(now);
                    }
                    case 1 -> gate.hold(now);
                    default -> {
                        if (!underWay.isEmpty()) {
                            int which = random.nextInt(underWay.size());
                            underWay.remove(which).acknowledge();
                            sentAt.remove(which);
                        }
                    }
                }
                gate.release(
                        item -> {
                            assertThat(sentAt).allMatch(sent -> sent > item, "seed");
                            released.add(item);
                        });
            }
            underWay.forEach(AckGate.Epoch::acknowledge);
            gate.release(released::add);
            assertThat(released).as("seed %d", seed).isSorted();
            assertThat(gate.isEmpty()).isTrue();
        }
    }

    @Test
    void itTellsHowManyItemsItHolds() {
        AckGate<String> own = new AckGate<>();
        AckGate.Epoch first = own.send();
        own.hold("a");
        own.hold("b");
        AckGate.Epoch second = own.send();
        own.hold("c");
        assertThat(own.held()).isEqualTo(3);

        first.acknowledge();
        own.release(any -> {});
        assertThat(own.held()).isEqualTo(1);
        second.acknowledge();
        own.release(any -> {});
        assertThat(own.held()).isZero();
    }

    private List<String> released() {
        out.clear();
        gate.release(out::add);
        return out;
    }
}
