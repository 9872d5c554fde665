package dev.specialize.predictor;

/** What a fit may choose from. */
public enum FitChoice {
    /** What cross-validation finds best. */
    BEST,
    /** A sum over the choices, for which a search finds the optimum and proves it; seldom the closest. */
    ADDITIVE,
    /** A Gaussian process in which choices interact. */
    KERNEL
}
