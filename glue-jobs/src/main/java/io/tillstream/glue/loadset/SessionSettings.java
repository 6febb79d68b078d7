package io.tillstream.glue.loadset;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Settings of a session until {@link #close}, which puts back what was there: the session is shared by all jobs of a JVM. */
final class SessionSettings implements AutoCloseable {
    private final RuntimeConfig config;
    private final Map<String, Optional<String>> before = new HashMap<>();

    SessionSettings(SparkSession spark, Map<String, String> settings) {
        this.config = spark.conf();
        settings.forEach((name, value) -> {
            Option<String> old = config.getOption(name);
            before.put(name, old.isDefined() ? Optional.of(old.get()) : Optional.empty());
            config.set(name, value);
        });
    }

    @Override
    public void close() {
        before.forEach((name, value) -> value.ifPresentOrElse(old -> config.set(name, old), () -> config.unset(name)));
    }
}
