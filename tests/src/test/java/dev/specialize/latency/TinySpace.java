package dev.specialize.latency;

import dev.specialize.devices.Sampling;
import dev.specialize.space.Activation;
import dev.specialize.space.BlockKind;
import dev.specialize.space.Head;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StemBlock;
import java.time.Duration;
import java.util.List;

/** A space of 36 architectures for each resolution, and a plan that takes a moment. */
final class TinySpace {
    static final SearchSpace TINY = new SearchSpace(
            SearchSpace.FORMAT,
            "tiny",
            1,
            3,
            1.0,
            List.of(8, 12, 16),
            1e-5,
            List.of(
                    new StemBlock("stem", BlockKind.CONVOLUTION, 8, 1, Activation.RELU),
                    new StemBlock("first", BlockKind.INVERTED_RESIDUAL, 8, 1, Activation.RELU)),
            List.of(stage(8), stage(16)),
            new Head(32, 32, Activation.H_SWISH));

    static final ProfilePlan PLAN = new ProfilePlan(
            new Sampling(Duration.ofNanos(200_000), 2, Duration.ofNanos(100_000)),
            3,
            4,
            3,
            0.02,
            5,
            5,
            6,
            4,
            0.1,
            2,
            Duration.ofMinutes(1),
            1);

    private TinySpace() {}

    private static Stage stage(int width) {
        return new Stage(width, 2, Activation.H_SWISH, true, List.of(1, 2), List.of(3, 5), List.of(3.0));
    }
}
