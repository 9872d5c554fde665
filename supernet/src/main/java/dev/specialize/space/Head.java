package dev.specialize.space;

/**
 * What follows the stages: 1x1 convolution to {@code expandWidth} with batch normalisation, mean over positions, 1x1
 * convolution to {@code featureWidth} without normalisation and bias, then the classifier; both convolutions are
 * activated (arXiv:1905.02244, section 5.1). Widths are before the width multiplier; 0 where there is no such convolution.
 */
public record Head(int expandWidth, int featureWidth, Activation activation) {
    public Head {
        Require.that(expandWidth >= 0, "expandWidth", "must be at least 0", expandWidth);
        Require.that(featureWidth >= 0, "featureWidth", "must be at least 0", featureWidth);
    }
}
