package io.tillstream.benchmarks.ingest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All figures of a benchmark.
 *
 * @param all one for each contender
 */
record Standings(List<Standing> all) {
    Standings {
        all = List.copyOf(all);
    }

    Optional<Standing> of(Contender contender) {
        return all.stream().filter(one -> one.contender() == contender).findFirst();
    }

    private double writerCpu() {
        return of(Contender.WRITER).orElseThrow().cpuPerMillion();
    }

    /** Returns the writer's records per CPU second over Spark's, or nothing if Spark was not measured. */
    OptionalDouble sparkRatio() {
        return of(Contender.SPARK)
                .map(spark -> OptionalDouble.of(spark.cpuPerMillion() / writerCpu()))
                .orElse(OptionalDouble.empty());
    }

    /** Returns the writer's CPU time per record over the sum of the three limits. */
    double limitRatio() {
        return writerCpu()
                / all.stream()
                        .filter(one -> one.contender().isLimit())
                        .mapToDouble(Standing::cpuPerMillion)
                        .sum();
    }

    /** Returns the writer's records per CPU second over another's. */
    double writerAgainst(Standing other) {
        return other.cpuPerMillion() / writerCpu();
    }
}
