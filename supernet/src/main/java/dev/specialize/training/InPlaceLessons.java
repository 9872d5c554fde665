package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** In-place distillation (arXiv:2003.11142, section 3.1): the first subnet of a step learns from the labels and teaches. */
record InPlaceLessons(LossScript losses, Teaching teaching) implements Lessons {
    @Override
    public Lesson lesson(NDArray images, NDArray targets, NDManager pass) {
        List<NDArray> first = new ArrayList<>();
        return (logits, owner) -> {
            if (first.isEmpty()) {
                first.add(logits);
                return losses.crossEntropy(logits, targets, owner);
            }
            return losses.taught(logits, first.get(0), targets, teaching, owner);
        };
    }
}
