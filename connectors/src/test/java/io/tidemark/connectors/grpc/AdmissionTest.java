package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int KIB = 1024;

    private final Admission admission = new Admission(4, 100 * KIB, 10 * KIB);
    private final Admission.Share one = new Admission.Share();
    private final Admission.Share other = new Admission.Share();

    @Test
    void usageExample() {
        Admission.Place place = admission.enter(one);

        assertThat(place.taken()).isTrue();
        assertThat(place.hold(KIB)).isTrue();
        assertThat(admission.calls()).isEqualTo(1);
        assertThat(admission.bytes()).isEqualTo(KIB + Admission.OVERHEAD_BYTES);
        place.leave();
        assertThat(admission.calls()).isZero();
        assertThat(admission.bytes()).isZero();
    }

    @Test
    void callsAreBounded() {
        Admission.Place first = admission.enter(one);
        for (int i = 1; i < 4; i++) {
            admission.enter(one);
        }

        assertThat(admission.enter(other).taken()).isFalse();
        first.leave();
        assertThat(admission.enter(other).taken()).isTrue();
    }

    @Test
    void bytesAreBounded() {
        admission.enter(one).hold(45 * KIB);
        admission.enter(other).hold(45 * KIB);
        Admission.Place third = admission.enter(new Admission.Share());

        assertThat(third.hold(10 * KIB)).isFalse();
        assertThat(third.hold(5 * KIB)).isTrue();
        assertThat(third.hold(4 * KIB)).isTrue();
        assertThat(admission.bytes()).isEqualTo(94 * KIB + 3 * Admission.OVERHEAD_BYTES);
    }

    @Test
    void oneConnectionHoldsAtMostHalfOfTheBytes() {
        Admission.Place first = admission.enter(one);
        Admission.Place second = admission.enter(one);
        assertThat(first.hold(40 * KIB)).isTrue();

        assertThat(second.hold(10 * KIB)).isFalse();
        assertThat(admission.enter(other).hold(40 * KIB)).isTrue();
    }

    /** Or a gateway of few bytes would never take it. */
    @Test
    void aConnectionMayHoldTheLargestRequestWhateverItsShare() {
        Admission small = new Admission(4, 12 * KIB, 10 * KIB);
        small.enter(one);

        assertThat(small.enter(one).hold(10 * KIB - Admission.OVERHEAD_BYTES)).isTrue();
    }

    /** Or the largest request would never be taken. */
    @Test
    void oneCallAloneAlwaysMayBegin() {
        assertThat(new Admission(1, 1, 1).enter(one).hold(KIB)).isTrue();
    }

    @Test
    void anAnswerIsHeldWhateverTheBoundsAndItsRequestNoLonger() {
        Admission.Place place = admission.enter(one);
        place.hold(KIB);

        place.answer(200 * KIB);
        assertThat(place.hold(KIB)).isTrue();

        assertThat(admission.bytes()).isEqualTo(200 * KIB + Admission.OVERHEAD_BYTES);
        assertThat(admission.enter(other).taken()).isFalse();
        place.leave();
        place.answer(KIB);
        assertThat(admission.bytes()).isZero();
    }
}
