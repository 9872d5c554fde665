package dev.specialize.training;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.python.NetworkFiles;
import dev.specialize.python.Python;
import dev.specialize.space.Network;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our training steps against those of a PyTorch program with the same networks as static modules, written for speed: on all
 * processors, in turns, each in a process of its own. It may use the instructions that ours does, which Debian's PyTorch does
 * not by itself, and the same settings of the allocator.
 */
@Tag("benchmark")
class PyTorchTrainingBenchmark {
    private static final int ROUNDS = Integer.getInteger("specialize.rounds", 3);
    private static final int TIMED_STEPS = 20;
    private static final String PROCESSORS =
            Integer.toString(Runtime.getRuntime().availableProcessors());
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OMP_NUM_THREADS", PROCESSORS,
            "ATEN_CPU_CAPABILITY", "avx512",
            // as bin/specialize has them
            "MALLOC_MMAP_THRESHOLD_", "4294967296",
            "MALLOC_TRIM_THRESHOLD_", "17179869184",
            "MALLOC_TOP_PAD_", "268435456",
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1",
            "THP_MEM_ALLOC_ENABLE", "1");

    @TempDir
    private Path folder;

    @Test
    void we_train_at_least_as_fast_as_a_fused_channels_last_program() throws Exception {
        Python python = Python.with("torch, numpy", "Debian: python3-torch").withEnvironment(ENVIRONMENT);
        List<TrainingCase> cases = TrainingCase.all();
        double logarithms = 0;
        for (int i = 0; i < cases.size(); i++) {
            TrainingCase timed = cases.get(i);
            List<String> networks = written(timed, i);
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    ours.add(ours(i));
                    theirs.add(theirs(python, timed, networks));
                } else {
                    theirs.add(theirs(python, timed, networks));
                    ours.add(ours(i));
                }
            }
            double[] ratios = IntStream.range(0, ROUNDS)
                    .mapToDouble(round -> ours.get(round) / theirs.get(round))
                    .sorted()
                    .toArray();
            logarithms += Math.log(median(ratios));
            print(
                    "%-26s batch %3d: ours %6.1f images/s, PyTorch %6.1f, ratio %.2f (%.2f to %.2f)",
                    timed.name(),
                    timed.batch(),
                    median(ours.stream().mapToDouble(d -> d).toArray()),
                    median(theirs.stream().mapToDouble(d -> d).toArray()),
                    median(ratios),
                    ratios[0],
                    ratios[ROUNDS - 1]);
        }
        double mean = Math.exp(logarithms / cases.size());
        print("geometric mean %.2f", mean);
        assertThat(mean).isGreaterThanOrEqualTo(1);
    }

    private static double median(double... values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private List<String> written(TrainingCase timed, int number) {
        List<Network> networks =
                timed.subnets().stream().map(timed.space()::lower).toList();
        List<String> names = IntStream.range(0, networks.size())
                .mapToObj(i -> number + "-" + i)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            NetworkFiles.write(folder, names.get(i), new Subnet(networks.get(i), RandomWeights.of(networks.get(i), 1)));
        }
        return names;
    }

    private double theirs(Python python, TrainingCase timed, List<String> networks) throws IOException {
        Stream<Integer> numbers = Stream.of(timed.batch(), timed.untimed(), TIMED_STEPS);
        String[] arguments =
                Stream.concat(numbers.map(String::valueOf), networks.stream()).toArray(String[]::new);
        return Double.parseDouble(python.run("train_networks.py", folder, arguments));
    }

    private double ours(int number) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path log = folder.resolve("ours.log");
        ProcessBuilder builder = new ProcessBuilder(
                        java,
                        "-Xmx2g",
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.num_threads=" + PROCESSORS,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PyTorchTrainingBenchmark.class.getName(),
                        Integer.toString(number))
                .redirectError(log.toFile());
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return Double.parseDouble(output);
    }

    /** Prints the images per second of one case. */
    public static void main(String[] args) {
        try (TorchEngines engines = TorchEngine.openAll()) {
            System.out.println(
                    TrainingCase.all().get(Integer.parseInt(args[0])).imagesPerSecond(engines, TIMED_STEPS, 0));
        }
    }
}
