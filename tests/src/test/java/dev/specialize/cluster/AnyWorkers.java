package dev.specialize.cluster;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Workers by a name, for tests that must come to the same with all of them. */
public final class AnyWorkers {
    /** Held, or the levels would be forgotten with the loggers. */
    private static final List<Logger> CHATTY = Stream.of("org.apache.spark", "org.apache.hadoop", "org.sparkproject")
            .map(Logger::getLogger)
            .toList();

    private AnyWorkers() {}

    /** {@code 2 threads}, or the name of a Spark master; skips the calling test where Spark is not there. */
    public static Workers named(String name) {
        if (name.endsWith(" threads")) {
            return Workers.threads(Integer.parseInt(name.substring(0, name.indexOf(' '))));
        }
        assumeSpark();
        return Workers.spark(name);
    }

    /** Skips the calling test where Spark is not there. */
    public static void assumeSpark() {
        try {
            CHATTY.forEach(logger -> logger.setLevel(Level.SEVERE));
            Class.forName("org.apache.spark.SparkConf");
        } catch (ClassNotFoundException e) {
            Assumptions.abort("Apache Spark is not on the class path: " + e.getMessage());
        }
    }
}
