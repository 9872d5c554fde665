package dev.specialize.modelled;

/**
 * How long a processor takes for each kind of work.
 *
 * @param networkFactor of a block within a network to the same block alone
 * @param nanosPerDenseMac one multiply-accumulate of a 1 x 1 or k x k convolution
 * @param nanosPerDepthwiseMac one of a depthwise convolution
 * @param nanosPerLinearMac one of a matrix times a vector
 * @param nanosPerDenseByteWritten one byte of a dense convolution's results, beside its multiply-accumulates
 * @param nanosPerOtherByte one byte that other operators read or write, beside their multiply-accumulates
 * @param nanosPerHardSwish one value
 * @param nanosPerOperator the start of one operator
 */
public record Coefficients(
        double networkFactor,
        double nanosPerDenseMac,
        double nanosPerDepthwiseMac,
        double nanosPerLinearMac,
        double nanosPerDenseByteWritten,
        double nanosPerOtherByte,
        double nanosPerHardSwish,
        double nanosPerOperator) {
    public Coefficients {
        Require.positive("networkFactor", networkFactor);
        Require.notNegative("nanosPerDenseMac", nanosPerDenseMac);
        Require.notNegative("nanosPerDepthwiseMac", nanosPerDepthwiseMac);
        Require.notNegative("nanosPerLinearMac", nanosPerLinearMac);
        Require.notNegative("nanosPerDenseByteWritten", nanosPerDenseByteWritten);
        Require.notNegative("nanosPerOtherByte", nanosPerOtherByte);
        Require.notNegative("nanosPerHardSwish", nanosPerHardSwish);
        Require.notNegative("nanosPerOperator", nanosPerOperator);
        boolean everyOperatorTakesTime =
                nanosPerDenseMac + nanosPerDenseByteWritten > 0 && nanosPerLinearMac > 0 && nanosPerOtherByte > 0;
        Require.that(
                nanosPerOperator > 0 || everyOperatorTakesTime,
                "nanosPerOperator",
                "must be above 0 where whole operators take no time otherwise",
                nanosPerOperator);
    }

    /** @param nanos in the order of {@link Workload#toArray} */
    static Coefficients of(double networkFactor, double[] nanos) {
        return new Coefficients(networkFactor, nanos[0], nanos[1], nanos[2], nanos[3], nanos[4], nanos[5], nanos[6]);
    }

    double[] toArray() {
        return new double[] {
            nanosPerDenseMac,
            nanosPerDepthwiseMac,
            nanosPerLinearMac,
            nanosPerDenseByteWritten,
            nanosPerOtherByte,
            nanosPerHardSwish,
            nanosPerOperator
        };
    }

    /** Of a block that runs alone. */
    double nanosAlone(Workload workload) {
        double[] amounts = workload.toArray();
        double[] nanos = toArray();
        double sum = 0;
        for (int i = 0; i < amounts.length; i++) {
            sum += amounts[i] * nanos[i];
        }
        return sum;
    }

    /** Of a network, or of a block's part in one. */
    double nanos(Workload workload) {
        return networkFactor * nanosAlone(workload);
    }
}
