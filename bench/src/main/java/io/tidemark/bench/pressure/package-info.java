/**
 * What presses on a running job: more than it can take, all of it in one place, and what nobody
 * should send. Each command drives a probe beside the pressure, prints what it did to the probe,
 * has the whole log checked, and fails where a promise is broken.
 */
package io.tidemark.bench.pressure;
