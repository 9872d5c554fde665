package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.specialize.images.BatchStream.Batch;
import dev.specialize.images.BatchStream.Pixels;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.Normalization;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TrainingPass;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The gradients of one step: those of all its subnets on the same images add up. */
final class GradientStep implements AutoCloseable {
    private final TorchEngine engine;
    private final SearchSpace space;
    private final Recipe recipe;
    private final Phase phase;
    private final DrawnSubnets subnets;
    private final Lessons lessons;

    GradientStep(TorchEngine engine, TrainingRun run, Phase phase, Lessons lessons) {
        this.engine = engine;
        this.phase = phase;
        this.lessons = lessons;
        space = run.space();
        recipe = run.recipe();
        subnets = new DrawnSubnets(run, phase);
    }

    /**
     * Adds the gradients of the step to the weights'.
     *
     * @param batch with the images at the resolutions of the step's subnets
     * @return the loss of the first subnet, which is the largest where each step has one; not a number if any subnet's
     *     loss is not finite
     */
    float run(ElasticNetwork network, Batch batch, long step, NDManager pass) {
        NavigableMap<Integer, NDArray> images = images(batch, pass);
        Normalization normalization = Normalization.training(recipe.normalizationMomentum());
        float first = Float.NaN;
        float sum = 0;

        engine.startRecording();
        Lessons.Lesson lesson = lessons.lesson(images.lastEntry().getValue(), targets(batch, pass), pass);
        for (Architecture subnet : subnets.of(step)) {
            boolean mayTeach = Float.isNaN(first);
            try (NDManager inner = pass.newSubManager()) {
                TrainingPass forward = network.learn(
                        space.lower(subnet), images.get(subnet.resolution()), mayTeach ? pass : inner, normalization);
                NDArray loss = lesson.loss(forward.logits(), inner);
                forward.backpropagate(loss);
                float value = loss.getFloat();
                sum += value;
                first = mayTeach ? value : first;
            }
        }
        return Float.isFinite(sum) ? first : Float.NaN;
    }

    /** By resolution. */
    private NavigableMap<Integer, NDArray> images(Batch batch, NDManager owner) {
        NavigableMap<Integer, NDArray> images = new TreeMap<>();
        for (Pixels pixels : batch.images()) {
            int size = pixels.resolution();
            int count = batch.labels().length;
            images.put(size, TorchEngine.images(owner, pixels.values(), count, size, space.inputChannels()));
        }
        return images;
    }

    private NDArray targets(Batch batch, NDManager owner) {
        int[] labels = phase.labels().of(batch.labels(), batch.places(), space.classes(), recipe.seed() + 5);
        int classes = space.classes();
        float[] targets = new float[labels.length * classes];
        Arrays.fill(targets, (float) (recipe.labelSmoothing() / classes));
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + labels[i]] += (float) (1 - recipe.labelSmoothing());
        }
        return owner.create(targets, new Shape(labels.length, classes));
    }

    @Override
    public void close() {
        lessons.close();
    }
}
