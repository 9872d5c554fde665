package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.space.Network;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A supernet's weights on the engine, shared by every network of its space, and trainable. */
public final class ElasticNetwork implements AutoCloseable {
    private final TorchEngine engine;
    private final NDManager memory;
    private final Parameters parameters;
    private final Precision precision;
    private final List<NDArray> trained;

    /** One that computes in float32. */
    public ElasticNetwork(TorchEngine engine, Weights weights) {
        this(engine, weights, Precision.FLOAT32);
    }

    /** @param precision of maps and products; weights and logits are float32 */
    public ElasticNetwork(TorchEngine engine, Weights weights, Precision precision) {
        this.engine = engine;
        this.precision = precision;
        memory = engine.memory().newSubManager();
        parameters = new Parameters(memory, weights);
        trained = Stream.concat(decayed().stream(), undecayed().stream()).toList();
    }

    /** Weights that training moves: those that decay, then the others. */
    public List<NDArray> trained() {
        return trained;
    }

    /** Weights that training moves and decays, by name: kernels and the classifier's matrix. */
    public List<NDArray> decayed() {
        return parameters.arrays().entrySet().stream()
                .filter(e -> isTrained(e.getKey()) && !isExemptFromDecay(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Weights that training moves but does not decay, by name: scales, shifts, biases, and the transforms of kernels, which
     * would otherwise fade where no small kernel is trained.
     */
    public List<NDArray> undecayed() {
        return parameters.arrays().entrySet().stream()
                .filter(e -> isTrained(e.getKey()) && isExemptFromDecay(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** True for kernels over all channels (N, C, K, K) that batch normalisation follows: their scale changes nothing. */
    public boolean isScaleFreeDense(NDArray weight) {
        Shape shape = weight.getShape();
        String scale = weight.getName().replaceFirst("weight$", "bn.weight");
        return shape.dimension() == 4 && shape.get(1) > 1 && parameters.arrays().containsKey(scale);
    }

    private static boolean isTrained(String name) {
        return !name.endsWith("bn.mean") && !name.endsWith("bn.variance");
    }

    private static boolean isExemptFromDecay(String name) {
        return name.endsWith(".bias") || name.endsWith("bn.weight") || name.endsWith("to5") || name.endsWith("to3");
    }

    /**
     * Runs one network of the space.
     *
     * @param images (N, C, H, W) float32 of the network's input size
     * @param owner closes everything that the pass makes
     * @return logits (N, classes) float32
     */
    public NDArray forward(Network network, NDArray images, NDManager owner, Normalization normalization) {
        return new LayerRun(engine.script(), owner, parameters, normalization, false)
                .run(network, narrowed(images, owner));
    }

    /**
     * Runs one network of the space so that it can learn; the engine has to be recording.
     *
     * @param images (N, C, H, W) float32 of the network's input size
     * @param owner closes everything that the pass makes
     */
    public TrainingPass learn(Network network, NDArray images, NDManager owner, Normalization normalization) {
        boolean traced = !owner.getDevice().isGpu();
        LayerRun run = new LayerRun(engine.script(), owner, parameters, normalization, traced);
        NDArray logits = run.run(network, narrowed(images, owner));
        return new TrainingPass(engine.script(), owner, logits, run.traces(), trained);
    }

    private NDArray narrowed(NDArray images, NDManager owner) {
        return precision == Precision.FLOAT32
                ? images
                : engine.script()
                        .call(owner, "narrow", ScriptModule.tensor(images), IValue.from(precision.scalarType()));
    }

    /** The current values, copied back. */
    public Weights weights() {
        return parameters.download();
    }

    @Override
    public void close() {
        memory.close();
    }
}
