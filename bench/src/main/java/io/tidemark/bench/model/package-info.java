/** What the figures say: statistics and the cost model, without any input or output. */
package io.tidemark.bench.model;
