package dev.specialize.space;

/**
 * What running a network on one image takes.
 *
 * @param macs multiply-accumulates of convolutions and linear layers; bias, normalisation, activation and pooling count
 *     nothing
 * @param parameters trained values: weights, biases, scale and shift of batch normalisation
 * @param peakActivationBytes most bytes of float32 activations alive at once when layers run in order, normalisation,
 *     activation, gating and residual addition work in place, and a residual's input is kept until it is added
 */
public record Cost(long macs, long parameters, long peakActivationBytes) {
    static final Cost NONE = new Cost(0, 0, 0);

    static Cost ofElements(long macs, long parameters, long peakActivationElements) {
        return new Cost(macs, parameters, peakActivationElements * Float.BYTES);
    }

    /** The cost of this, then {@code next}. */
    public Cost then(Cost next) {
        return new Cost(
                macs + next.macs,
                parameters + next.parameters,
                Math.max(peakActivationBytes, next.peakActivationBytes));
    }
}
