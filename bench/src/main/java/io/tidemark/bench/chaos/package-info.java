/**
 * A seeded campaign of faults against a cluster of separate processes under load: what breaks, how
 * long time stands still, and whether the log kept its promises.
 */
package io.tidemark.bench.chaos;
