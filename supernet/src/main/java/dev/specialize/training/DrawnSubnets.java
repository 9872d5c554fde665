package dev.specialize.training;

import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;

/** The subnets that each step of a phase trains; they follow from the recipe's seed and the number of the step. */
final class DrawnSubnets {
    private final SearchSpace space;
    private final long seed;
    private final SubnetRule rule;

    DrawnSubnets(TrainingRun run, Phase phase) {
        space = run.space();
        seed = run.recipe().seed();
        rule = phase.sampling().rule(space, phase);
    }

    /** In the order in which they are trained; where the others learn from the largest, that is the first. */
    List<Architecture> of(long step) {
        return rule.subnets(drawnResolution(step), new SplittableRandom(Seeds.mix(seed + 2, step)));
    }

    /** Each of the space's equally often, whatever becomes of it. */
    int drawnResolution(long step) {
        SplittableRandom ofImages = new SplittableRandom(Seeds.mix(seed + 1, step));
        return space.resolutions().get(ofImages.nextInt(space.resolutions().size()));
    }

    /** What the images of a step have to be there at, each once. */
    List<Integer> resolutions(long step) {
        return of(step).stream().map(Architecture::resolution).distinct().toList();
    }
}
