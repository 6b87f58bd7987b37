/** Micro-benchmarks of the core, with JMH: what one request costs before anything surrounds it. */
package io.tidemark.bench.jmh;
