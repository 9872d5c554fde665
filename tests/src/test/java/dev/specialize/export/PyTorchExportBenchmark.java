package dev.specialize.export;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.platform.Platform;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same networks with the same weights, exported by us and by PyTorch, in ONNX Runtime side by side on one thread. */
@Tag("benchmark")
class PyTorchExportBenchmark {
    /** In each, both models are loaded anew, twice: where their memory comes to lie makes a percent or two. */
    private static final int ROUNDS = Integer.getInteger("specialize.rounds", 4);
    /** The models take turns that are so short that what disturbs one disturbs the other. */
    private static final int TURNS = 12;
    /** One run that brings the model's memory back, then two that count. */
    private static final Sampling TURN = new Sampling(Duration.ZERO, 2, Duration.ZERO);

    private static final Map<Platform, Double> LARGEST_RATIOS = Map.of(
            Platform.named("cpu-x86"), 1.00,
            // the same operators as PyTorch's, and what two percent of noise add
            Platform.onnx(), 1.02);

    private static final String ROW = "%-20s %9.1f us %9.1f us %8.3f %16.3f";

    @TempDir
    private Path folder;

    @Test
    void our_models_take_no_longer_than_those_of_pytorchs_exporter() throws Exception {
        PyTorchExporter exporter = PyTorchExporter.present(folder);
        Map<String, Subnet> subnets = subnets();
        Map<String, byte[]> theirs = exporter.export(subnets);
        try (ModelRunner runner = LocalRunner.withThreads(1)) {
            print("%s, %s, %d rounds", runner.identity(), runner.runtime(), ROUNDS);
            for (Platform platform : LARGEST_RATIOS.keySet()) {
                print("%-20s %12s %12s %8s %16s", platform.name(), "ours", "PyTorch's", "ratio", "ratio of minima");
                double mean = meanRatio(subnets, theirs, ExportOptions.PLAIN.withPlatform(platform), runner);
                print("%-20s %34.3f", "geometric mean", mean);
                assertThat(mean).as(platform.name()).isLessThanOrEqualTo(LARGEST_RATIOS.get(platform));
            }
        }
    }

    private static double meanRatio(
            Map<String, Subnet> subnets, Map<String, byte[]> theirs, ExportOptions options, ModelRunner runner) {
        double logarithms = 0;
        for (Map.Entry<String, Subnet> entry : subnets.entrySet()) {
            Duel duel = new Duel(
                    new Contender(OnnxExporter.export(entry.getValue(), options)),
                    new Contender(theirs.get(entry.getKey())));
            duel.requireTheSameLogits(runner, entry.getValue().network());
            logarithms += Math.log(duel.ratio(runner, entry.getKey()));
        }
        return Math.exp(logarithms / subnets.size());
    }

    /** The extremes of the small space, and random subnets, each with random weights. */
    private static Map<String, Subnet> subnets() {
        SearchSpace small = BuiltInSpaces.named("mbv3-32").orElseThrow();
        SearchSpace full = BuiltInSpaces.named("mbv3").orElseThrow();
        Map<String, Subnet> subnets = new LinkedHashMap<>();
        subnets.put("mbv3-32-largest", subnet(small, small.largest()));
        subnets.put("mbv3-32-smallest", subnet(small, small.smallest()));
        subnets.put("mbv3-32-random", subnet(small, random(small, 32)));
        subnets.put("mbv3-random-160", subnet(full, random(full, 160)));
        subnets.put("mbv3-random-224", subnet(full, random(full, 224)));
        return subnets;
    }

    private static Architecture random(SearchSpace space, int resolution) {
        return new ArchitectureSampler(space).sample(resolution, new SplittableRandom(resolution));
    }

    private static Subnet subnet(SearchSpace space, Architecture architecture) {
        Network network = space.lower(architecture);
        return new Subnet(network, RandomWeights.of(network, 1));
    }

    /** A model, and how long it took. */
    @SuppressWarnings("ArrayRecordComponent") // lives within one test
    private record Contender(byte[] onnx, List<Samples> times) {
        Contender(byte[] onnx) {
            this(onnx, new ArrayList<>());
        }

        Samples all() {
            return times.stream().reduce(Samples::then).orElseThrow();
        }
    }

    /** Two models of one network. */
    private record Duel(Contender ours, Contender theirs) {
        private static final int IMAGES = 2;

        void requireTheSameLogits(ModelRunner runner, Network network) {
            try (TimedModel our = runner.load(ours.onnx());
                    TimedModel their = runner.load(theirs.onnx())) {
                for (int i = 0; i < IMAGES; i++) {
                    float[] image = RandomImages.of(network.input(), 1, i);
                    int classes = network.output().channels();
                    Verification.compare(their.run(image), our.run(image), classes)
                            .require();
                }
            }
        }

        /** The ratio of the medians. */
        double ratio(ModelRunner runner, String name) {
            for (int i = 0; i < ROUNDS; i++) {
                round(runner, ours, theirs);
                round(runner, theirs, ours);
            }
            Samples our = ours.all();
            Samples their = theirs.all();
            double ratio = our.medianNanos() / their.medianNanos();
            double lowest = our.fastestNanos() / their.fastestNanos();
            print(ROW, name, our.medianNanos() / 1e3, their.medianNanos() / 1e3, ratio, lowest);
            return ratio;
        }

        private static void round(ModelRunner runner, Contender first, Contender second) {
            try (TimedModel one = runner.load(first.onnx());
                    TimedModel other = runner.load(second.onnx())) {
                for (int i = 0; i < TURNS; i++) {
                    first.times().add(one.time(TURN));
                    second.times().add(other.time(TURN));
                }
            }
        }
    }
}
