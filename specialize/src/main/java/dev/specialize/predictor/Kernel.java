package dev.specialize.predictor;

import java.util.Locale;

/**
 * How alike two architectures are: the covariance, up to a factor, of what they reach. With the linear kernel accuracy is
 * a sum over choices; with the radial basis function exp(-gamma d^2), d the distance of the features, choices interact.
 *
 * @param gamma of the radial basis function, above 0; 0 for linear
 */
record Kernel(Kind kind, Encoding encoding, double gamma) {
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
        if (kind == Kind.LINEAR && encoding == Encoding.TOTALLED) {
            throw new IllegalArgumentException("encoding of a linear kernel must not be " + encoding);
        }
    }

    static Kernel linear() {
        return linear(Encoding.ONE_HOT);
    }

    static Kernel linear(Encoding encoding) {
        return new Kernel(Kind.LINEAR, encoding, 0);
    }

    static Kernel rbf(double gamma) {
        return rbf(Encoding.ONE_HOT, gamma);
    }

    static Kernel rbf(Encoding encoding, double gamma) {
        return new Kernel(Kind.RBF, encoding, gamma);
    }

    boolean addsUp() {
        return kind == Kind.LINEAR;
    }

    /** What a difference in one of the totals multiplies the kernel by. */
    double factor(Totals totals, int total, int difference) {
        return StrictMath.exp(-gamma * totals.distance(total, difference));
    }

    /** A position's part of the kernel: its term if linear, else its factor. The same on every machine. */
    double part(Features features, int position, int gene, int otherGene) {
        return addsUp()
                ? features.inner(position, gene, otherGene)
                : StrictMath.exp(-gamma * features.distance(position, gene, otherGene));
    }
}
