/**
 * A client that keeps what it was promised: it sends definitions and inserts at a given rate, keeps
 * running while brokers and tasks die under it, and writes every request, acknowledgement and
 * answer into a journal that {@code io.tidemark.bench.check} compares with the log.
 *
 * <pre>{@code
 * LoadPlan plan = LoadPlan.of("127.0.0.1:9092", "a", 7).withRate(500);
 * try (Load load = Load.start(plan, folder.resolve("a.journal"))) {
 *     // break things here
 *     load.stopSending();
 *     if (!load.awaitAnswers(Duration.ofMinutes(2))) {
 *         // load.status() tells how many acknowledged requests have no answer
 *     }
 * }
 * }</pre>
 *
 * <p>{@link io.tidemark.bench.load.Load#start} wants a running job; after that nothing stops the
 * load but {@code stopSending}. Several loads may run at once under different session names, in one
 * JVM or several. {@link io.tidemark.bench.load.JournalReader} reads journals back.
 */
package io.tidemark.bench.load;
