package dev.specialize.modelled;

import dev.specialize.devices.SourceFile;
import java.util.List;

/**
 * A measured network that coefficients were fitted to.
 *
 * @param sources the files that it was read from
 * @param roundingNanos how far the true time may be from the published one, because that was rounded
 * @param fittedNanos by the coefficients
 * @param heldOutNanos by coefficients that were fitted to everything else
 */
public record FittedNet(
        String name,
        List<SourceFile> sources,
        double measuredNanos,
        double roundingNanos,
        double fittedNanos,
        double heldOutNanos) {
    public FittedNet {
        Require.text("name", name);
        sources = List.copyOf(sources);
        Require.positive("measuredNanos", measuredNanos);
        Require.notNegative("roundingNanos", roundingNanos);
        Require.positive("fittedNanos", fittedNanos);
        Require.positive("heldOutNanos", heldOutNanos);
    }

    public double fittedErrorPercent() {
        return 100 * (fittedNanos / measuredNanos - 1);
    }

    public double heldOutErrorPercent() {
        return 100 * (heldOutNanos / measuredNanos - 1);
    }
}
