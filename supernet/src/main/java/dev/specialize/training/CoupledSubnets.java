package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random subnets in which a stage's expansion is tied to its depth (arXiv:2104.12642, section 3.1): the deepest stage
 * has the widest blocks, the shallowest the narrowest. Kernels stay free, block by block (section 3.3).
 */
final class CoupledSubnets implements SubnetRule {
    private final SearchSpace space;
    private final int subnets;

    CoupledSubnets(SearchSpace space, int subnets) {
        this.space = space;
        this.subnets = subnets;
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        return Stream.generate(() -> subnet(resolution, random)).limit(subnets).toList();
    }

    private Architecture subnet(int resolution, RandomGenerator random) {
        List<Integer> widths = space.stages().stream()
                .map(stage -> stage.distinctWidths()
                        .get(random.nextInt(stage.distinctWidths().size())))
                .toList();
        List<List<BlockChoice>> blocks =
                space.stages().stream().map(stage -> blocks(stage, random)).toList();
        return new Architecture(resolution, space.elastic(widths), blocks);
    }

    private static List<BlockChoice> blocks(Stage stage, RandomGenerator random) {
        int level = random.nextInt(stage.depths().size());
        double expand = stage.expands().get(coupled(level, stage));
        return IntStream.range(0, stage.depths().get(level))
                .mapToObj(i -> new BlockChoice(
                        stage.kernels().get(random.nextInt(stage.kernels().size())), expand))
                .toList();
    }

    /** The expansion at the same place of its list as the depth is of its own, however many each has. */
    private static int coupled(int level, Stage stage) {
        int steps = Math.max(1, stage.depths().size() - 1);
        return (int) Math.round((double) level * (stage.expands().size() - 1) / steps);
    }
}
