package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.images.BatchStream.Batch;
import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.Normalization;
import dev.specialize.supernet.TorchEngine;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The gradients of one step by the sandwich rule with in-place distillation (arXiv:2003.11142, section 3.1): the largest
 * subnet learns from the labels, the smallest and some random ones from the largest one's output; all gradients add up.
 */
final class SandwichStep {
    private final TorchEngine engine;
    private final SearchSpace space;
    private final Recipe recipe;
    private final ArchitectureSampler sampler;

    SandwichStep(TorchEngine engine, SearchSpace space, Recipe recipe) {
        this.engine = engine;
        this.space = space;
        this.recipe = recipe;
        sampler = new ArchitectureSampler(space);
    }

    /** Resolution of a step's batch: all its subnets see the same images. */
    int resolution(long step) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(recipe.seed() + 1, step));
        return space.resolutions().get(random.nextInt(space.resolutions().size()));
    }

    /**
     * Adds the gradients of the step to the weights'.
     *
     * @return the largest subnet's loss; not a number if any subnet's is not finite
     */
    float run(ElasticNetwork network, Batch batch, long step, NDManager pass) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(recipe.seed() + 2, step));
        int count = batch.labels().length;
        NDArray images = TorchEngine.images(pass, batch.pixels(), count, batch.resolution(), space.inputChannels());
        Normalization normalization = Normalization.training(recipe.normalizationMomentum());

        engine.startRecording();
        NDArray teacher = forward(network, at(space.largest(), batch.resolution()), images, pass, normalization);
        NDArray loss = loss(pass, "cross_entropy", teacher, targets(batch.labels(), pass));
        Backward.from(loss);
        float distillation = 0;
        for (int i = 0; i <= recipe.randomSubnets(); i++) {
            Architecture student =
                    i == 0 ? at(space.smallest(), batch.resolution()) : sampler.sample(batch.resolution(), random);
            try (NDManager inner = pass.newSubManager()) {
                NDArray logits = forward(network, student, images, inner, normalization);
                NDArray distance = loss(inner, "distillation", logits, teacher);
                Backward.from(distance);
                distillation += distance.getFloat();
            }
        }
        return Float.isFinite(distillation) ? loss.getFloat() : Float.NaN;
    }

    private NDArray forward(
            ElasticNetwork network, Architecture a, NDArray images, NDManager owner, Normalization normalization) {
        return network.forward(space.lower(a), images, owner, normalization);
    }

    private static Architecture at(Architecture architecture, int resolution) {
        return new Architecture(resolution, architecture.stages());
    }

    private NDArray loss(NDManager owner, String kind, NDArray logits, NDArray target) {
        return engine.script().call(owner, kind, ScriptModule.tensor(logits), ScriptModule.tensor(target));
    }

    private NDArray targets(int[] labels, NDManager owner) {
        int classes = space.classes();
        float[] targets = new float[labels.length * classes];
        Arrays.fill(targets, (float) (recipe.labelSmoothing() / classes));
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + labels[i]] += (float) (1 - recipe.labelSmoothing());
        }
        return owner.create(targets, new Shape(labels.length, classes));
    }
}
