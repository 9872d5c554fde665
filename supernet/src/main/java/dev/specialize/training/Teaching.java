package dev.specialize.training;

import java.util.Locale;

/**
 * What subnets learn from: the labels, and a teacher's output for the same images (arXiv:1503.02531).
 *
 * @param teacher whose output it is
 * @param distillation weight of the cross-entropy against the teacher's softmax
 * @param labels weight of the cross-entropy against the labels; a largest subnet that teaches has nothing else
 */
public record Teaching(Teacher teacher, double distillation, double labels) {
    /** Who teaches. */
    public enum Teacher {
        /** Nobody: there are the labels only. */
        NONE,
        /** The first subnet of the same step, as it is then (arXiv:2003.11142, section 3.1). */
        LARGEST,
        /** The largest subnet as it was before the phase (arXiv:1908.09791, section 3.3). */
        FROZEN;

        /** The name in files, such as {@code frozen}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Teaching LABELS = new Teaching(Teacher.NONE, 0, 1);
    /** Of the sandwich rule. */
    public static final Teaching IN_PLACE = new Teaching(Teacher.LARGEST, 1, 0);
    /** Of progressive shrinking. */
    public static final Teaching BY_FROZEN = new Teaching(Teacher.FROZEN, 1, 1);

    public Teaching {
        Require.that(distillation >= 0, "distillation", "must not be negative", distillation);
        Require.that(labels >= 0, "labels", "must not be negative", labels);
        Require.that(
                (teacher == Teacher.NONE) == (distillation == 0),
                "distillation",
                "must be 0 without a teacher and above 0 with one",
                distillation);
        Require.that(teacher != Teacher.NONE || labels > 0, "labels", "must be above 0 without a teacher", labels);
    }

    /** Times that a cross-entropy counts in the loss of a step's first subnet, which a largest one that teaches is. */
    double weightOfFirst() {
        return switch (teacher) {
            case NONE, LARGEST -> 1;
            case FROZEN -> distillation + labels;
        };
    }

    Teaching withDistillation(double newDistillation) {
        return new Teaching(teacher, newDistillation, labels);
    }
}
