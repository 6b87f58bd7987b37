/** What was measured, as records, and the files they are kept in. */
package io.tidemark.bench.results;
