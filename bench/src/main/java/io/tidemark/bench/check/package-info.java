/**
 * The judge: reads the raw topics and says whether the log kept its promises. Nothing here uses the
 * product's readers, clocks or validation; the rules are written anew from the protocol, with the
 * message classes of Milvus and of {@code proto}, and the names of topics. A test holds that.
 *
 * <pre>{@code
 * Report report = LogReading.check(bootstrap, new Topics("", ""), List.of(journal));
 * if (!report.kept()) {
 *     throw new AssertionError(report.text());
 * }
 * Report same = LogComparison.compare(bootstrap, "dml", "shadow-dml", 50);
 * }</pre>
 *
 * <p>{@link io.tidemark.bench.check.LogCheck} is the pure core, fed with records; {@link
 * io.tidemark.bench.check.LogReading} feeds it from Kafka.
 */
package io.tidemark.bench.check;
