package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.space.Architecture;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.Normalization;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TrainingPass;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
    private static final double RATE = 0.1;
    private static final double DECAY = 0.02;
    private static final double MOMENTUM = 0.9;

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static Optimizer optimizer(ElasticNetwork network, Weights start) {
        return new Optimizer(engine, MOMENTUM, network, Velocities.atRest(start));
    }

    @ParameterizedTest(name = "muon {0}")
    @ValueSource(doubles = {0, 0.5})
    void steps_are_those_computed_by_hand(double muon) {
        Weights start = TinySupernet.weights(1);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                Optimizer optimizer = optimizer(network, start)) {
            Map<String, double[]> values = new HashMap<>();
            Map<String, double[]> velocities = new HashMap<>();
            for (NDArray weight : network.trained()) {
                values.put(weight.getName(), doubles(weight.toFloatArray()));
                velocities.put(weight.getName(), new double[(int) weight.size()]);
            }
            for (int step = 0; step < 3; step++) {
                backward(network, step == 1 ? SPACE.smallest() : SPACE.largest());
                for (NDArray weight : network.trained()) {
                    String name = weight.getName();
                    double[] gradient = doubles(weight.getGradient().toFloatArray());
                    if (muon > 0 && isTurned(name)) {
                        int rows = (int) weight.getShape().get(0);
                        turnByHand(values.get(name), velocities.get(name), gradient, rows, muon);
                    } else {
                        boolean exempt = weight.getShape().dimension() == 1 || isTransform(name);
                        descendByHand(values.get(name), velocities.get(name), gradient, exempt ? 0 : DECAY);
                    }
                }
                optimizer.step(RATE, muon, DECAY);
            }
            Weights moved = network.weights();
            Weights momenta = optimizer.velocities();
            assertThat(momenta.tensors()).containsOnlyKeys(values.keySet());
            values.forEach((name, expected) -> {
                assertClose(name, moved.get(name).values(), expected);
                assertClose("velocity of " + name, momenta.get(name).values(), velocities.get(name));
                boolean used = !isTransform(name) || name.contains(".blocks.0."); // the smallest is one block deep
                assertThat(Arrays.equals(
                                moved.get(name).values(), start.get(name).values()))
                        .as(name)
                        .isEqualTo(!used);
            });
        }
    }

    @Test
    void muon_moves_each_kernel_by_the_share_of_its_norm_that_was_asked_for_and_keeps_the_norm() {
        Weights start = TinySupernet.weights(4);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                Optimizer optimizer = optimizer(network, start)) {
            backward(network, SPACE.largest());
            optimizer.step(RATE, 0.2, DECAY);
            Weights moved = network.weights();
            List<String> turned = start.tensors().keySet().stream()
                    .filter(OptimizerTest::isTurned)
                    .toList();
            assertThat(turned).hasSizeGreaterThan(4);
            for (String name : turned) {
                double[] before = doubles(start.get(name).values());
                double[] after = doubles(moved.get(name).values());
                double[] moves = new double[before.length];
                Arrays.setAll(moves, i -> after[i] - before[i]);
                assertThat(norm(after) / norm(before)).as(name).isCloseTo(1, within(1e-5));
                assertThat(norm(moves) / norm(before)).as(name).isCloseTo(0.2 * RATE, within(2e-3 * RATE));
            }
        }
    }

    @Test
    void muon_leaves_what_no_subnet_of_the_step_has_however_it_moved_before() {
        Weights start = TinySupernet.weights(5);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                Optimizer optimizer = optimizer(network, start)) {
            backward(network, SPACE.largest());
            optimizer.step(RATE, 0.2, DECAY);
            Weights before = network.weights();
            backward(network, SPACE.smallest());
            optimizer.step(RATE, 0.2, DECAY);
            String deep = "stages.1.blocks.1.expand.weight"; // the smallest is one block deep
            assertThat(network.weights().get(deep).values())
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Float.compare(a, b))
                    .isEqualTo(before.get(deep).values());
        }
    }

    @Test
    void without_a_pass_kernels_decay_and_scales_shifts_biases_and_transforms_stay() {
        Weights start = TinySupernet.weights(2);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                Optimizer optimizer = optimizer(network, start)) {
            optimizer.step(RATE, 0, DECAY);
            network.weights().tensors().forEach((name, tensor) -> {
                double[] expected = doubles(start.get(name).values());
                boolean exempt = tensor.shape().size() == 1 || isTransform(name);
                double kept = exempt ? 1 : 1 - RATE * DECAY * (1 + MOMENTUM);
                assertClose(
                        name,
                        tensor.values(),
                        Arrays.stream(expected).map(v -> v * kept).toArray());
            });
        }
    }

    @Test
    void a_step_leaves_no_gradient_behind() {
        Weights start = TinySupernet.weights(3);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                Optimizer optimizer = optimizer(network, start)) {
            backward(network, SPACE.largest());
            optimizer.step(RATE, 0, DECAY);
            for (NDArray weight : network.trained()) {
                assertThat(weight.getGradient().toFloatArray())
                        .as(weight.getName())
                        .containsOnly(0);
            }
        }
    }

    private static boolean isTransform(String name) {
        return name.endsWith(".7to5") || name.endsWith(".5to3");
    }

    /** The tiny space's kernels over all channels with batch normalisation: those of squeeze and excitation have none. */
    private static boolean isTurned(String name) {
        boolean pointwise = name.endsWith("expand.weight") || name.endsWith("project.weight");
        return name.equals("stem.weight") || (pointwise && !name.contains(".se."));
    }

    private static void turnByHand(double[] w, double[] v, double[] g, int rows, double muon) {
        double[] u = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            v[i] = MOMENTUM * v[i] + g[i];
            u[i] = g[i] == 0 ? 0 : g[i] + MOMENTUM * v[i];
        }
        double[] turn = u;
        double length = norm(turn);
        turn = scaled(turn, length == 0 ? 0 : 1 / length);
        for (int i = 0; i < 5; i++) {
            double[] third = gramTimes(turn, turn, rows);
            double[] fifth = gramTimes(turn, third, rows);
            for (int k = 0; k < turn.length; k++) {
                turn[k] = 3.4445 * turn[k] - 4.7750 * third[k] + 2.0315 * fifth[k];
            }
        }
        double before = norm(w);
        double factor = norm(turn) == 0 ? 0 : RATE * muon * before / norm(turn);
        for (int i = 0; i < w.length; i++) {
            w[i] -= factor * turn[i];
        }
        double[] same = scaled(w, before / norm(w));
        System.arraycopy(same, 0, w, 0, w.length);
    }

    /** X X^T Y, row-major. */
    private static double[] gramTimes(double[] x, double[] y, int rows) {
        int columns = x.length / rows;
        double[] product = new double[y.length];
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < rows; b++) {
                double dot = 0;
                for (int c = 0; c < columns; c++) {
                    dot += x[a * columns + c] * x[b * columns + c];
                }
                for (int c = 0; c < columns; c++) {
                    product[a * columns + c] += dot * y[b * columns + c];
                }
            }
        }
        return product;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    private static void descendByHand(double[] w, double[] v, double[] g, double decay) {
        for (int i = 0; i < w.length; i++) {
            double d = g[i] + decay * w[i];
            v[i] = MOMENTUM * v[i] + d;
            w[i] -= RATE * (d + MOMENTUM * v[i]);
        }
    }

    private static void backward(ElasticNetwork network, Architecture architecture) {
        int size = architecture.resolution();
        float[] pixels = TinySupernet.preprocessing().nhwc(TinySupernet.images(8, 1), 0, 8, size);
        float[] targets = new float[8 * SPACE.classes()];
        for (int i = 0; i < 8; i++) {
            targets[i * SPACE.classes() + i % SPACE.classes()] = 1;
        }
        engine.startRecording();
        try (NDManager pass = engine.memory().newSubManager()) {
            NDArray images = TorchEngine.images(pass, pixels, 8, size, SPACE.inputChannels());
            TrainingPass forward = network.learn(SPACE.lower(architecture), images, pass, Normalization.training(0.1));
            NDArray labels = pass.create(targets, new Shape(8, SPACE.classes()));
            forward.backpropagate(engine.script()
                    .call(pass, "cross_entropy", ScriptModule.tensor(forward.logits()), ScriptModule.tensor(labels)));
        }
        engine.stopRecording();
    }

    private static double[] doubles(float[] values) {
        double[] out = new double[values.length];
        Arrays.setAll(out, i -> values[i]);
        return out;
    }

    private static void assertClose(String name, float[] actual, double[] expected) {
        assertThat(actual).as(name).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s[%d]", name, i)
                    .isLessThan(1e-5 * (1 + Math.abs(expected[i])));
        }
    }
}
