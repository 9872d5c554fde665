package dev.specialize.cluster;

import java.io.File;
import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Jobs of Apache Spark. Executors in other processes are sent the program's own jars, and its classes go before Spark's
 * there, whose libraries are of other versions. Properties such as {@code spark.executor.memory} are Spark's to read:
 * {@code JAVA_OPTS=-Dspark.executor.memory=4g}.
 */
final class SparkWorkers implements Workers {
    private final JavaSparkContext context;

    private SparkWorkers(JavaSparkContext context) {
        this.context = context;
    }

    static SparkWorkers on(String master) {
        SparkConf conf = new SparkConf()
                .setMaster(master)
                .setIfMissing("spark.app.name", "specialize")
                .setIfMissing("spark.ui.enabled", "false");
        if (!isThisProcess(master)) {
            conf.setJars(jars())
                    .setIfMissing("spark.executor.userClassPathFirst", "true")
                    .setIfMissing("spark.executorEnv.ORT_DISABLE_TELEMETRY", "1")
                    .setIfMissing("spark.executorEnv.OPT_OUT_TRACKING", "true");
        }
        try {
            return new SparkWorkers(new JavaSparkContext(conf));
        } catch (Exception e) { // Scala's methods throw checked exceptions that they do not declare
            throw new IllegalArgumentException("Spark cannot work on " + master + ": " + e.getMessage(), e);
        }
    }

    private static boolean isThisProcess(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    /** Those of the program, where it runs from jars. */
    private static String[] jars() {
        try {
            Path own = Path.of(SparkWorkers.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(own) ? jarsIn(own.getParent()) : new String[0];
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] jarsIn(Path folder) {
        return Stream.of(Optional.ofNullable(folder.toFile().listFiles()).orElse(new File[0]))
                .map(File::getPath)
                .filter(name -> name.endsWith(".jar"))
                .sorted()
                .toArray(String[]::new);
    }

    /** Where Spark copies files to on each machine. */
    private enum Copied implements ShippedFolder {
        HERE;

        @Override
        public Path path() {
            return Path.of(SparkFiles.getRootDirectory());
        }
    }

    @Override
    public <A extends Serializable, R extends Serializable> List<R> each(Task<A, R> task, List<A> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        try {
            return List.copyOf(
                    context.parallelize(inputs, inputs.size()).map(task::run).collect());
        } catch (Exception e) { // Scala's methods throw checked exceptions that they do not declare
            throw thrown(e);
        }
    }

    private static RuntimeException thrown(Exception problem) {
        if (problem instanceof SparkException && problem.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        return problem instanceof RuntimeException runtime ? runtime : new IllegalStateException(problem);
    }

    @Override
    public ShippedFolder ship(Path folder, List<String> names) {
        names.forEach(name -> context.addFile(folder.resolve(name).toUri().toString()));
        return Copied.HERE;
    }

    @Override
    public int parallelism() {
        return context.defaultParallelism();
    }

    @Override
    public String description() {
        return "Spark " + context.version() + " on " + context.master();
    }

    @Override
    public void close() {
        context.close();
    }
}
