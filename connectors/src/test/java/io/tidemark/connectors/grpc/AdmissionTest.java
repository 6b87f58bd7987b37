package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int KIB = 1024;

    @Test
    void usageExample() {
        Admission admission = new Admission(2, 100 * KIB);

        assertThat(admission.enter(KIB)).isTrue();
        assertThat(admission.enter(KIB)).isTrue();
        assertThat(admission.enter(KIB)).isFalse();
        admission.leave(KIB);
        assertThat(admission.enter(KIB)).isTrue();
    }

    @Test
    void bytesAreBoundedToo() {
        Admission admission = new Admission(100, 2 * KIB);

        assertThat(admission.enter(KIB)).isTrue();
        assertThat(admission.enter(KIB)).isFalse();
        assertThat(admission.calls()).isEqualTo(1);
        admission.leave(KIB);
        assertThat(admission.bytes()).isZero();
    }

    /** Or the largest request would never be taken. */
    @Test
    void oneCallAloneAlwaysMayBegin() {
        assertThat(new Admission(1, 1).enter(KIB)).isTrue();
    }
}
