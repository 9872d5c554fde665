package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Stage;
import java.util.function.ToIntFunction;

/**
 * How much of everything a genome has in all: blocks, and the places in their lists of expansions, kernels and widths,
 * summed up. What a subnet gains by more of something gets less the more it has of it already, wherever it has it.
 */
final class Totals {
    private static final int BLOCKS = 0;
    private static final int EXPANSIONS = 1;
    private static final int KERNELS = 2;
    private static final int WIDTHS = 3;

    private final GenomeCodec codec;
    /** (total): how far one step is. */
    private final double[] steps;

    Totals(GenomeCodec codec) {
        this.codec = codec;
        this.steps = new double[] {
            Features.PRESENCE,
            Features.EXPANSION / most(s -> s.expands().size()),
            Features.KERNEL / most(s -> s.kernels().size()),
            Features.WIDTH / most(s -> s.distinctWidths().size())
        };
    }

    /** The steps between the first and the last of the longest list. */
    private int most(ToIntFunction<Stage> choices) {
        return codec.space().stages().stream()
                .mapToInt(s -> choices.applyAsInt(s) - 1)
                .map(n -> Math.max(1, n))
                .max()
                .orElseThrow();
    }

    int count() {
        return steps.length;
    }

    int[] of(Genome genome) {
        int[] totals = new int[steps.length];
        for (int s = 0; s < codec.stages(); s++) {
            totals[WIDTHS] += genome.gene(codec.widthPosition(s));
            int expands = codec.space().stages().get(s).expands().size();
            for (int p = codec.firstPlace(s); p < codec.firstPlace(s + 1) && genome.gene(p) > 0; p++) {
                totals[BLOCKS]++;
                totals[EXPANSIONS] += (genome.gene(p) - 1) % expands;
                totals[KERNELS] += (genome.gene(p) - 1) / expands;
            }
        }
        return totals;
    }

    /** What a difference in one of the totals adds to the squared distance. */
    double distance(int total, int difference) {
        return steps[total] * steps[total] * difference * difference;
    }

    /** No difference of any of them is larger. */
    int largest() {
        int sum = codec.stages() * most(s -> s.distinctWidths().size());
        for (Stage stage : codec.space().stages()) {
            sum += stage.maxDepth()
                    * Math.max(stage.expands().size(), stage.kernels().size());
        }
        return sum;
    }
}
