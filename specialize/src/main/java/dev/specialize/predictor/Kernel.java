package dev.specialize.predictor;

import java.util.Locale;

/**
 * The similarity that a kernel ridge works with. With the linear one the predictor is an additive ridge over the
 * features; with the radial basis function exp(-gamma d^2), d the distance of the features, blocks interact.
 *
 * @param gamma of the radial basis function, above 0; 0 for linear
 */
record Kernel(Kind kind, double gamma) {
    enum Kind {
        LINEAR,
        RBF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kernel {
        if (kind == Kind.LINEAR ? gamma != 0 : !(gamma > 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("gamma must be 0 if linear, else above 0, got " + gamma);
        }
    }

    static Kernel linear() {
        return new Kernel(Kind.LINEAR, 0);
    }

    static Kernel rbf(double gamma) {
        return new Kernel(Kind.RBF, gamma);
    }

    /** What a position adds to the {@link #value} that this kernel is a function of. */
    int part(OneHotFeatures features, int position, int gene, int otherGene) {
        return kind == Kind.LINEAR
                ? features.shared(position, gene, otherGene)
                : features.distance(position, gene, otherGene);
    }

    /** @param parts the sum of {@link #part} over all positions */
    double value(int parts) {
        return kind == Kind.LINEAR ? parts : Math.exp(-gamma * parts);
    }
}
