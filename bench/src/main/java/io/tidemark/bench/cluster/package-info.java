/**
 * A cluster of separate processes on this machine: Kafka, ZooKeeper, Flink's JobManager and
 * TaskManagers, each of which can be killed, suspended and started again.
 */
package io.tidemark.bench.cluster;
