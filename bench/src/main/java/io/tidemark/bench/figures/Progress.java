package io.tidemark.bench.figures;

/** How far somebody has come with a load, looked at from outside. */
interface Progress extends AutoCloseable {

    /** Looks; the number never falls with what is done, though a single look may find too much. */
    long look() throws Exception;

    /**
     * Whether all of the load was done at the last look. That takes time and CPU: a run that pauses
     * for so long that it is asked too early pays for what its process does meanwhile.
     */
    boolean complete() throws Exception;

    @Override
    default void close() {}
}
