package io.tidemark.connectors.kafka;

import java.io.Serializable;

/** Says which reader reads a partition. */
@FunctionalInterface
public interface Owners extends Serializable {

    /**
     * The reader of a partition.
     *
     * @param partition of the topic, from 0
     * @param readers how many there are
     * @return 0 to {@code readers} − 1
     */
    int reader(int partition, int readers);
}
