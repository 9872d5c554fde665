package dev.specialize.pytorch;

import dev.specialize.weights.Tensor;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tensors of a checkpoint by the short forms of their names, without the counters of normalisation layers.
 *
 * @param givenByName the names in the file
 */
record ReferenceTensors(Map<String, Tensor> tensors, Map<String, String> givenByName) {
    private static final String COUNTER = ".num_batches_tracked";
    private static final String KERNEL_TRANSFORM = "_matrix";

    /** @throws CheckpointProblem if two names have the same short form */
    static ReferenceTensors of(StateDict checkpoint) {
        Map<String, Tensor> tensors = new TreeMap<>();
        Map<String, String> givenByName = new TreeMap<>();
        Stream.concat(checkpoint.tensors().keySet().stream(), checkpoint.integers().stream())
                .filter(given -> !given.endsWith(COUNTER))
                .forEach(given -> {
                    String name = ReferenceNames.shortened(given);
                    String before = givenByName.put(name, given);
                    if (before != null) {
                        throw new CheckpointProblem("holds one tensor under two names, '"
                                + CheckpointProblem.quoted(before) + "' and '" + CheckpointProblem.quoted(given) + "'");
                    }
                    if (checkpoint.tensors().containsKey(given)) {
                        tensors.put(name, checkpoint.tensors().get(given));
                    }
                });
        return new ReferenceTensors(tensors, givenByName);
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** @throws CheckpointProblem if there is no such tensor */
    Tensor get(String name) {
        if (!has(name)) {
            throw new CheckpointProblem("lacks the tensor '" + name + "'");
        }
        return tensors.get(name);
    }

    /** The name in the file, in quotes, fit to be printed. */
    String given(String name) {
        return "'" + CheckpointProblem.quoted(givenByName.getOrDefault(name, name)) + "'";
    }

    static boolean isKernelTransform(String name) {
        return name.endsWith(KERNEL_TRANSFORM);
    }

    /** False if kernels were elastic without them: smaller ones are then plain crops. */
    boolean hasKernelTransforms() {
        return tensors.keySet().stream().anyMatch(ReferenceTensors::isKernelTransform);
    }

    SortedSet<String> names() {
        return new TreeSet<>(givenByName.keySet());
    }
}
