package io.tidemark.simulation;

/** Something that may take the next step; which of those that are ready does, the seed decides. */
interface Actor {

    boolean ready();

    void run() throws Exception;
}
