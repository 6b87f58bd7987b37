package io.tidemark.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

    @Test
    void usageExample() {
        assertThat(steps(new Course(false), 2)).containsExactly(1, 2, 4, 2, 1, 2, 4);
    }

    @Test
    void itMayGoUpFirst() {
        assertThat(steps(new Course(true), 2)).containsExactly(4, 2, 1, 2, 4, 2, 1);
    }

    @Test
    void itTurnsAtTheEndsWhateverItsDirection() {
        assertThat(new Course(true).next(4)).isEqualTo(2);
        assertThat(new Course(false).next(1)).isEqualTo(2);
    }

    private static List<Integer> steps(Course course, int from) {
        List<Integer> steps = new ArrayList<>();
        int present = from;
        for (int i = 0; i < 7; i++) {
            present = course.next(present);
            steps.add(present);
        }
        return steps;
    }
}
