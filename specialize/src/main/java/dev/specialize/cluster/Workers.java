package dev.specialize.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/** What runs independent pieces of work; the results are the same whatever it is. */
public sealed interface Workers extends AutoCloseable permits ThreadWorkers, SparkWorkers {
    /** Threads of this process. */
    static Workers threads(int count) {
        return new ThreadWorkers(count);
    }

    /**
     * Apache Spark.
     *
     * @param master as Spark names it, such as {@code local[2]} or {@code spark://host:7077}
     * @throws IllegalArgumentException if Spark is not on the class path, or the name is none
     */
    static Workers spark(String master) {
        try {
            Class.forName("org.apache.spark.api.java.JavaSparkContext", false, Workers.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Apache Spark is not there to work on " + master
                            + ". Maybe set SPECIALIZE_SPARK to a Spark installation or to a folder with its jars",
                    e);
        }
        return SparkWorkers.on(master);
    }

    /**
     * Runs a task on every input, several at a time.
     *
     * @return the results in the order of the inputs
     * @throws RuntimeException what the task threw, of one input if it threw for several
     */
    <A extends Serializable, R extends Serializable> List<R> each(Task<A, R> task, List<A> inputs);

    /**
     * Makes files readable where tasks run: threads read them where they lie, Spark copies them to each machine.
     *
     * @param names of files directly in the folder
     */
    ShippedFolder ship(Path folder, List<String> names);

    /** How many inputs are worked on at a time. */
    int parallelism();

    /** In a few words, such as {@code 2 threads}. */
    String description();

    @Override
    void close();
}
