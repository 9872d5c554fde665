package dev.specialize.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.images.ImageSet;
import dev.specialize.space.Architecture;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Backward;
import dev.specialize.supernet.DoubleNetwork;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.Normalization;
import dev.specialize.supernet.StaticNetwork;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TrainingPass;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElasticGradientTest {
    private static final int IMAGES = 4;
    private static final double TOLERANCE = 1e-5;
    /** Its maps are larger, so its sums round more. */
    private static final double RESIDUAL_TOLERANCE = 3e-5;
    /** What rounding leaves of gradients that cancel out, as those of a shift before a normalisation. */
    private static final double NOISE = 1e-7;

    private static final double ROUNDING = 1e-5;

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** Images, targets and weights of one comparison. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made
    private record Case(
            SearchSpace space,
            Architecture architecture,
            Weights weights,
            float[] nhwc,
            float[] nchw,
            float[] targets) {
        static Case of(String spaceName, long seed) {
            SearchSpace space = TinySupernet.spaces().stream()
                    .filter(s -> s.name().equals(spaceName))
                    .findFirst()
                    .orElseThrow();
            Architecture architecture = TinySupernet.sampled(space, seed);
            ImageSet images = TinySupernet.images(IMAGES, seed);
            int size = architecture.resolution();
            SplittableRandom random = new SplittableRandom(seed);
            float[] targets = new float[IMAGES * space.classes()];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = (float) random.nextDouble() / 2;
            }
            return new Case(
                    space,
                    architecture,
                    TinySupernet.weights(space, seed),
                    TinySupernet.preprocessing().nhwc(images, 0, IMAGES, size),
                    TinySupernet.preprocessing().nchw(images, 0, IMAGES, size),
                    targets);
        }

        Network network() {
            return space.lower(architecture);
        }

        double tolerance() {
            return space.equals(TinySupernet.RESIDUAL) ? RESIDUAL_TOLERANCE : TOLERANCE;
        }

        double kinkDistance() {
            DoubleNetwork network = new DoubleNetwork(weights);
            loss(network);
            return network.kinkDistance();
        }

        double loss(DoubleNetwork network) {
            return DoubleNetwork.crossEntropy(network.logits(network(), nhwc, IMAGES), targets);
        }
    }

    /** Seeds of networks without a value that rounding carries over a bend or a tie, where gradients jump. */
    private static Stream<Arguments> samples(int count) {
        return TinySupernet.spaces().stream()
                .flatMap(space -> LongStream.iterate(1, seed -> seed + 1)
                        .filter(seed -> Case.of(space.name(), seed).kinkDistance() > ROUNDING)
                        .limit(count)
                        .mapToObj(seed -> Arguments.of(space.name(), seed)));
    }

    static Stream<Arguments> someSamples() {
        return samples(2);
    }

    static Stream<Arguments> moreSamples() {
        return samples(6);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("someSamples")
    void gradients_are_the_finite_differences_of_the_definitions(String spaceName, long seed) {
        Case sample = Case.of(spaceName, seed);
        DoubleNetwork exact = new DoubleNetwork(sample.weights);
        SplittableRandom random = new SplittableRandom(seed);
        elasticGradients(sample).forEach((name, gradient) -> {
            double scale = largest(gradient);
            for (int place : places(gradient, random)) {
                double expected = difference(sample, exact, exact.values(name), place);
                assertThat(Math.abs(gradient[place] - expected))
                        .as("%s[%d], expected %g, scale %g", name, place, expected, scale)
                        .isLessThanOrEqualTo(sample.tolerance() * scale + NOISE);
            }
        });
    }

    /** The largest gradient, and a drawn one. */
    private static List<Integer> places(float[] gradient, SplittableRandom random) {
        int best = 0;
        for (int i = 0; i < gradient.length; i++) {
            best = Math.abs(gradient[i]) > Math.abs(gradient[best]) ? i : best;
        }
        return List.of(best, random.nextInt(gradient.length));
    }

    private static double difference(Case sample, DoubleNetwork network, double[] values, int place) {
        double step = 1e-7;
        double value = values[place];
        values[place] = value + step;
        double above = sample.loss(network);
        values[place] = value - step;
        double below = sample.loss(network);
        values[place] = value;
        return (above - below) / (2 * step);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("moreSamples")
    void gradients_are_those_of_a_static_net_with_the_sliced_weights(String spaceName, long seed) {
        assumeFalse(
                engine.avoidsConvolutions(), "the engine's own convolutions, as the static net has, are wrong here");
        Case sample = Case.of(spaceName, seed);
        Map<String, float[]> elastic = elasticGradients(sample);
        Map<String, double[]> expected = new TreeMap<>();
        elastic.forEach((name, gradient) -> expected.put(name, new double[gradient.length]));
        Map<String, Tensor> sliced = staticGradients(sample);
        sliced.forEach((name, gradient) -> {
            if (!name.endsWith("depthwise.weight")) {
                spread(gradient, sample.weights.get(name).shape(), expected.get(name));
            }
        });
        for (Layer layer : sample.network().layers()) {
            if (layer instanceof InvertedResidual block) {
                spreadKernels(block, sliced.get(block.name() + ".depthwise.weight"), sample.weights, expected);
            }
        }
        elastic.forEach((name, gradient) -> {
            double scale = largest(gradient);
            for (int i = 0; i < gradient.length; i++) {
                assertThat(Math.abs(gradient[i] - expected.get(name)[i]))
                        .as("%s[%d], expected %g, scale %g", name, i, expected.get(name)[i], scale)
                        .isLessThanOrEqualTo(sample.tolerance() * scale + NOISE);
            }
        });
    }

    /** Puts a slice where it was cut from: the beginning of each axis. */
    private static void spread(Tensor slice, List<Integer> shape, double[] whole) {
        int columns = shape.size() > 1 ? shape.get(1) : 1;
        int sliceColumns = shape.size() > 1 ? slice.shape().get(1) : 1;
        int inner = shape.stream().skip(2).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < slice.values().length; i++) {
            int row = i / (sliceColumns * inner);
            int column = i / inner % sliceColumns;
            whole[(row * columns + column) * inner + i % inner] += slice.values()[i];
        }
    }

    /** The chain rule through small = M * crop(large): to the crop by M transposed, to M by the outer product. */
    private static void spreadKernels(
            InvertedResidual block, Tensor gradient, Weights weights, Map<String, double[]> expected) {
        String place = block.name() + ".depthwise.";
        Tensor full = weights.get(place + "weight");
        int fullSize = full.shape().get(2);
        for (int c = 0; c < block.middle(); c++) {
            Map<Integer, double[]> kernels = new HashMap<>();
            double[] kernel = new double[fullSize * fullSize];
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = full.values()[c * kernel.length + i];
            }
            kernels.put(fullSize, kernel);
            for (int size = fullSize - 2; size >= block.kernel(); size -= 2) {
                float[] matrix = weights.get(place + (size + 2) + "to" + size).values();
                double[] crop = crop(kernels.get(size + 2), size);
                double[] smaller = new double[size * size];
                for (int i = 0; i < matrix.length; i++) {
                    smaller[i / crop.length] += matrix[i] * crop[i % crop.length];
                }
                kernels.put(size, smaller);
            }
            int area = block.kernel() * block.kernel();
            double[] upstream = new double[area];
            for (int i = 0; i < area; i++) {
                upstream[i] = gradient.values()[c * area + i];
            }
            for (int size = block.kernel(); size < fullSize; size += 2) {
                String name = place + (size + 2) + "to" + size;
                float[] matrix = weights.get(name).values();
                double[] crop = crop(kernels.get(size + 2), size);
                double[] larger = new double[(size + 2) * (size + 2)];
                for (int i = 0; i < matrix.length; i++) {
                    int row = i / crop.length;
                    int column = i % crop.length;
                    expected.get(name)[i] += upstream[row] * crop[column];
                    larger[(column / size + 1) * (size + 2) + column % size + 1] += matrix[i] * upstream[row];
                }
                upstream = larger;
            }
            for (int i = 0; i < upstream.length; i++) {
                expected.get(place + "weight")[c * upstream.length + i] += upstream[i];
            }
        }
    }

    private static double[] crop(double[] kernel, int size) {
        double[] out = new double[size * size];
        for (int i = 0; i < out.length; i++) {
            out[i] = kernel[(i / size + 1) * (size + 2) + i % size + 1];
        }
        return out;
    }

    private static double largest(float[] values) {
        double most = 0;
        for (float value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    /** As training gets them: by name, zero where the subnet does not reach. */
    private static Map<String, float[]> elasticGradients(Case sample) {
        Map<String, float[]> gradients = new TreeMap<>();
        try (ElasticNetwork network = new ElasticNetwork(engine, sample.weights);
                Optimizer optimizer = new Optimizer(engine, 0.9, network, Velocities.atRest(sample.weights));
                NDManager pass = engine.memory().newSubManager()) {
            int size = sample.architecture.resolution();
            engine.startRecording();
            NDArray images = TorchEngine.images(pass, sample.nhwc, IMAGES, size, sample.space.inputChannels());
            TrainingPass forward = network.learn(sample.network(), images, pass, Normalization.training(0.1));
            forward.backpropagate(loss(pass, forward.logits(), sample));
            engine.stopRecording();
            network.trained()
                    .forEach(w -> gradients.put(w.getName(), w.getGradient().toFloatArray()));
            assertThat(optimizer.velocities().tensors()).hasSameSizeAs(gradients);
        }
        return gradients;
    }

    private static Map<String, Tensor> staticGradients(Case sample) {
        Map<String, Tensor> gradients = new TreeMap<>();
        try (NDManager pass = engine.memory().newSubManager()) {
            Subnet subnet = Subnet.of(sample.space, sample.architecture, sample.weights);
            engine.startRecording();
            StaticNetwork network = new StaticNetwork(pass, subnet);
            int size = sample.architecture.resolution();
            NDArray images = pass.create(sample.nchw, new Shape(IMAGES, sample.space.inputChannels(), size, size));
            Backward.from(loss(pass, network.forward(images), sample));
            engine.stopRecording();
            network.weights().forEach((name, w) -> {
                if (w.hasGradient()) {
                    gradients.put(
                            name,
                            new Tensor(
                                    subnet.weights().get(name).shape(),
                                    w.getGradient().toFloatArray()));
                }
            });
        }
        return gradients;
    }

    private static NDArray loss(NDManager pass, NDArray logits, Case sample) {
        NDArray targets = pass.create(sample.targets, new Shape(IMAGES, sample.space.classes()));
        return engine.script().call(pass, "cross_entropy", ScriptModule.tensor(logits), ScriptModule.tensor(targets));
    }
}
