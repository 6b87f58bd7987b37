package io.tidemark.bench.pressure;

import picocli.CommandLine.Option;

/** What the inserts of a flood look like. */
final class InsertShape {

    @Option(names = "--rows", description = "Rows an insert, default ${DEFAULT-VALUE}.")
    int rows = 10;

    @Option(names = "--dim", description = "Floats a row, default ${DEFAULT-VALUE}.")
    int dim = 32;
}
