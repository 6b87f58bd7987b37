/** What runs in a process of its own: a broker, a reader, and the jobs that are compared. */
package io.tidemark.bench.process;
