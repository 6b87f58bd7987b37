/** Pages and plots, made from results. */
package io.tidemark.bench.report;
