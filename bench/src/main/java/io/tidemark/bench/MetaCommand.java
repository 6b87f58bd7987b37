package io.tidemark.bench;

import io.tidemark.bench.meta.MetaStores;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a definition costs, by the number of collections there are. */
@Command(
        name = "meta",
        description = "Measures definitions a second and the size of the table's state.",
        mixinStandardHelpOptions = true)
final class MetaCommand implements Callable<Integer> {

    @Option(
            names = "--collections",
            split = ",",
            defaultValue = "100,10000,100000",
            description = "Sizes of the table; default ${DEFAULT-VALUE}.")
    private List<Integer> collections;

    @Option(
            names = "--store",
            split = ",",
            defaultValue = "HEAP,ROCKSDB",
            description = "Where it lies; default ${DEFAULT-VALUE}.")
    private List<MetaStores> stores;

    @Option(
            names = "--lives",
            defaultValue = "2000",
            description =
                    "How many collections live through twelve definitions each for a figure;"
                            + " default ${DEFAULT-VALUE}.")
    private int lives;

    @Override
    public Integer call() throws Exception {
        System.out.println(
                "store     collections   definitions a s     filled in s      state, MB        keys");
        for (MetaStores store : stores) {
            for (int size : collections) {
                System.out.println(store.line(size, lives));
            }
        }
        return 0;
    }
}
