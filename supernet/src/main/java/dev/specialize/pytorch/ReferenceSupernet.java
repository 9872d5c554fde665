package dev.specialize.pytorch;

import dev.specialize.files.InvalidFileException;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.WeightShapes;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A supernet that the Once-for-All code (arXiv:1908.09791) has trained: its weights by our names, and the search space
 * that the shapes of its tensors prove. What they cannot prove is that of the published supernet of that space:
 * resolutions, and what normalisation adds to variances.
 */
public record ReferenceSupernet(SearchSpace space, Weights weights) {
    /**
     * Reads a checkpoint of {@code mbv3}, {@code proxyless} or {@code resnet50}, as {@link StateDict#read} does.
     *
     * @throws InvalidFileException if the file is no checkpoint, or one of another space; the message names a tensor,
     *     its shape, and what the nearest space expects
     */
    public static ReferenceSupernet read(Path file) {
        StateDict checkpoint = StateDict.read(file);
        try {
            return of(checkpoint);
        } catch (CheckpointProblem e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    /** @throws CheckpointProblem if it is of another space */
    static ReferenceSupernet of(StateDict checkpoint) {
        ReferenceTensors tensors = ReferenceTensors.of(checkpoint);
        SearchSpace space = SpaceProof.of(tensors).space();
        Map<String, Tensor> weights = new TreeMap<>();
        ReferenceNames.of(space).forEach((ours, theirs) -> {
            if (tensors.has(theirs)) {
                weights.put(ours, tensors.get(theirs));
            }
        });
        if (!tensors.hasKernelTransforms()) {
            WeightShapes.kernelTransforms(space)
                    .forEach((name, shape) -> weights.put(name, Tensor.identity(shape.get(0))));
        }
        weights.forEach(ReferenceSupernet::requireVariance);
        return new ReferenceSupernet(space, new Weights(weights));
    }

    /** @throws CheckpointProblem if it is a variance and below 0 */
    static void requireVariance(String name, Tensor tensor) {
        if (!name.endsWith("bn.variance")) {
            return;
        }
        for (float value : tensor.values()) {
            if (value < 0) {
                throw new CheckpointProblem("holds the variance " + value + " of " + name);
            }
        }
    }
}
