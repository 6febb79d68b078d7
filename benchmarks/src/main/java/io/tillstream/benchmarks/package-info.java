/** The program {@code ./benchmarks/run}: reproducible measurements against limits and peers. */
package io.tillstream.benchmarks;
