package dev.specialize.devices;

/**
 * The factor from the summed block table to whole networks at one resolution.
 *
 * @param nets that it was fitted to; 0 if it was interpolated from other resolutions, or is 1 because no
 *     network was measured
 */
public record ResolutionScale(int resolution, int nets, double scale) {
    public ResolutionScale {
        Require.atLeast(1, "resolution", resolution);
        Require.atLeast(0, "nets", nets);
        Require.positive("scale", scale);
    }
}
