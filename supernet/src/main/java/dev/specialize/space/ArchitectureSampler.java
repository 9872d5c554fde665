package dev.specialize.space;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;
import java.util.random.RandomGenerator;

/**
 * Draws and varies architectures of one space. Samples are uniform over the <em>distinct</em> architectures, of which
 * nearly all are deep, since deeper stages have more variants; or even, each choice for itself.
 */
public final class ArchitectureSampler {
    private final SearchSpace space;

    public ArchitectureSampler(SearchSpace space) {
        this.space = space;
    }

    public Architecture sample(RandomGenerator random) {
        return sample(draw(space.resolutions(), random), random);
    }

    /** @param resolution one of the space's */
    public Architecture sample(int resolution, RandomGenerator random) {
        return sample(resolution, ArchitectureSampler::depth, random);
    }

    /** Each depth as often as any other, as supernets are trained elsewhere (arXiv:1908.09791, section 3.3). */
    public Architecture sampleEvenly(RandomGenerator random) {
        return sampleEvenly(draw(space.resolutions(), random), random);
    }

    /** @param resolution one of the space's */
    public Architecture sampleEvenly(int resolution, RandomGenerator random) {
        return sample(resolution, (stage, any) -> draw(stage.depths(), any), random);
    }

    private Architecture sample(
            int resolution, ToIntBiFunction<Stage, RandomGenerator> depths, RandomGenerator random) {
        List<Integer> widths = new ArrayList<>();
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (Stage stage : space.stages()) {
            widths.add(width(stage, random));
            int depth = depths.applyAsInt(stage, random);
            List<BlockChoice> blocks = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                blocks.add(choice(stage, random));
            }
            stages.add(blocks);
        }
        return new Architecture(resolution, space.elastic(widths), stages);
    }

    /** Draws the resolution, each width, each depth and each block anew, each with the given probability. */
    public Architecture mutate(Architecture parent, double probability, RandomGenerator random) {
        int resolution = random.nextDouble() < probability ? draw(space.resolutions(), random) : parent.resolution();
        List<Integer> widths = new ArrayList<>();
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            widths.add(
                    space.hasElasticWidths() && random.nextDouble() >= probability
                            ? parent.widths().get(s)
                            : width(stage, random));
            List<BlockChoice> old = parent.stages().get(s);
            int depth = random.nextDouble() < probability ? draw(stage.depths(), random) : old.size();
            List<BlockChoice> blocks = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                boolean fresh = i >= old.size() || random.nextDouble() < probability;
                blocks.add(fresh ? choice(stage, random) : old.get(i));
            }
            stages.add(blocks);
        }
        return new Architecture(resolution, space.elastic(widths), stages);
    }

    /** Takes the resolution, each width, each depth and each block from either parent with equal probability. */
    public Architecture cross(Architecture mother, Architecture father, RandomGenerator random) {
        int resolution = (random.nextBoolean() ? mother : father).resolution();
        List<Integer> widths = new ArrayList<>();
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            if (space.hasElasticWidths()) {
                widths.add((random.nextBoolean() ? mother : father).widths().get(s));
            }
            List<BlockChoice> one = mother.stages().get(s);
            List<BlockChoice> other = father.stages().get(s);
            int depth = (random.nextBoolean() ? one : other).size();
            List<BlockChoice> blocks = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                boolean first = i >= other.size() || (i < one.size() && random.nextBoolean());
                blocks.add((first ? one : other).get(i));
            }
            stages.add(blocks);
        }
        return new Architecture(resolution, widths, stages);
    }

    private static int depth(Stage stage, RandomGenerator random) {
        double total = 0;
        for (int depth : stage.depths()) {
            total += Math.pow(stage.choicesPerBlock(), depth);
        }
        double point = random.nextDouble() * total;
        for (int depth : stage.depths()) {
            point -= Math.pow(stage.choicesPerBlock(), depth);
            if (point < 0) {
                return depth;
            }
        }
        return stage.maxDepth();
    }

    /** Draws nothing where there is nothing to choose. */
    private static int width(Stage stage, RandomGenerator random) {
        List<Integer> widths = stage.distinctWidths();
        return widths.size() == 1 ? widths.get(0) : draw(widths, random);
    }

    private static BlockChoice choice(Stage stage, RandomGenerator random) {
        return stage.choice(random.nextInt(stage.choicesPerBlock()));
    }

    private static int draw(List<Integer> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
