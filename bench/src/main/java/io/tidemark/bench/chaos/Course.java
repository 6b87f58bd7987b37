package io.tidemark.bench.chaos;

/** The parallelisms a job is taken through: 1, 2, 4, 2, 1 and so on, from wherever it is. */
final class Course {

    private static final int LEAST = 1;
    private static final int MOST = 4;

    private boolean up;

    /**
     * @param up whether it goes to the higher ones first
     */
    Course(boolean up) {
        this.up = up;
    }

    /** Where to go from a parallelism of 1, 2 or 4: never to itself. */
    int next(int present) {
        if (present <= LEAST) {
            up = true;
        } else if (present >= MOST) {
            up = false;
        }
        return up ? present * 2 : present / 2;
    }
}
