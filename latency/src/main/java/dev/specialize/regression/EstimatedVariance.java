package dev.specialize.regression;

/**
 * A variance that is itself known only as well as some values tell it.
 *
 * @param value at least 0
 * @param degrees of freedom of the estimate, above 0: of n values n - 1
 */
public record EstimatedVariance(double value, double degrees) {
    private static final double MANY_DEGREES = 1e6;

    public EstimatedVariance {
        if (!(value >= 0 && Double.isFinite(value)) || !(degrees > 0)) {
            throw new IllegalArgumentException(
                    "value must be 0 or above and degrees above 0, got " + value + " and " + degrees);
        }
    }

    /** One that is known so well that Student's distribution is the normal one. */
    public static EstimatedVariance known(double value) {
        return new EstimatedVariance(value, MANY_DEGREES);
    }

    /** That of a sum of two independent values (Satterthwaite, Biometrics Bulletin 2, 1946). */
    public EstimatedVariance plus(EstimatedVariance other) {
        if (value == 0) {
            return other;
        }
        double sum = value + other.value;
        double share = value / sum;
        double rest = other.value / sum;
        return new EstimatedVariance(sum, 1 / (share * share / degrees + rest * rest / other.degrees));
    }

    public EstimatedVariance times(double factor) {
        return new EstimatedVariance(factor * value, degrees);
    }

    /** How far above its mean such a value is at most, with a probability. */
    public double bound(double probability) {
        return Student.point(probability, degrees) * Math.sqrt(value);
    }
}
