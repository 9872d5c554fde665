package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NesterovDescentTest {
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

    @Test
    void steps_are_those_computed_by_hand() {
        Weights start = TinySupernet.weights(1);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                NesterovDescent descent = new NesterovDescent(engine, MOMENTUM, network, Velocities.atRest(start))) {
            Map<String, double[]> values = new HashMap<>();
            Map<String, double[]> velocities = new HashMap<>();
            for (NDArray weight : network.trained()) {
                values.put(weight.getName(), doubles(weight.toFloatArray()));
                velocities.put(weight.getName(), new double[(int) weight.size()]);
            }
            for (int step = 0; step < 3; step++) {
                backward(network, step == 1 ? SPACE.smallest() : SPACE.largest());
                for (NDArray weight : network.trained()) {
                    boolean exempt = weight.getShape().dimension() == 1 || isTransform(weight.getName());
                    double[] gradient = doubles(weight.getGradient().toFloatArray());
                    descendByHand(
                            values.get(weight.getName()),
                            velocities.get(weight.getName()),
                            gradient,
                            exempt ? 0 : DECAY);
                }
                descent.step(RATE, DECAY);
            }
            Weights moved = network.weights();
            Weights momenta = descent.velocities();
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
    void without_a_pass_kernels_decay_and_scales_shifts_biases_and_transforms_stay() {
        Weights start = TinySupernet.weights(2);
        try (ElasticNetwork network = new ElasticNetwork(engine, start);
                NesterovDescent descent = new NesterovDescent(engine, MOMENTUM, network, Velocities.atRest(start))) {
            descent.step(RATE, DECAY);
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
                NesterovDescent descent = new NesterovDescent(engine, MOMENTUM, network, Velocities.atRest(start))) {
            backward(network, SPACE.largest());
            descent.step(RATE, DECAY);
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
