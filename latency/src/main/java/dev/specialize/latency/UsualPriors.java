package dev.specialize.latency;

import dev.specialize.devices.LatencyPrior;

/** What is usually believed of a table; where there are networks enough, {@link PriorFit} goes on from here. */
final class UsualPriors {
    /** Of blocks timed alone on the device itself: within networks they share caches and layouts. */
    static final LatencyPrior ISOLATED_BLOCKS =
            new LatencyPrior(0.1, 0.05, 0.05, 0.03, 0.04, 0.03, 0.05, 0.012, 0.01, 0);

    /** Of another device's blocks: other kinds of work may be fast or slow here, but alike blocks remain alike. */
    static final LatencyPrior ANOTHER_DEVICE = new LatencyPrior(0.3, 0.06, 0.06, 0.03, 0.02, 0.02, 0.3, 0.015, 0.01, 0);

    /** Of times computed from what blocks cost. */
    static final LatencyPrior COSTS = new LatencyPrior(0.3, 0.05, 0.1, 0.03, 0.05, 0.03, 0.1, 0.015, 0, 0);

    private UsualPriors() {}
}
