/** The measurements: what is sent to whom, and what is noted of it. */
package io.tidemark.bench.figures;
