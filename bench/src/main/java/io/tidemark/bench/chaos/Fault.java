package io.tidemark.bench.chaos;

import java.io.IOException;

/** Something that goes wrong, and what an operator or a supervisor does about it. */
interface Fault {

    /**
     * Does it. Returns when nothing more is to be done by hand; the job may still be on its way
     * back.
     */
    void strike(Scene scene) throws IOException, InterruptedException;
}
