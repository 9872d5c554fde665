package dev.specialize.space;

import java.util.ArrayList;
import java.util.List;

/**
 * An architecture as the Once-for-All code writes it (arXiv:1908.09791): one kernel and one expansion for every place at
 * full depth, one depth for each stage. What stands at places beyond a stage's depth means nothing.
 *
 * @param ks kernel sizes, stages' maximal depths in total
 * @param e expansions, as many
 * @param d depths, one for each stage
 * @param r resolution, a list of one value
 */
public record ReferenceEncoding(List<Integer> ks, List<Double> e, List<Integer> d, List<Integer> r) {
    public ReferenceEncoding {
        ks = List.copyOf(ks);
        e = List.copyOf(e);
        d = List.copyOf(d);
        r = List.copyOf(r);
        Require.that(r.size() == 1, "r", "must be one resolution", r);
    }

    /** @throws IllegalArgumentException if it does not fit the space; the message names the field */
    public Architecture in(SearchSpace space) {
        int places = space.stages().stream().mapToInt(Stage::maxDepth).sum();
        Require.that(ks.size() == places, "ks", "must have " + places + " values", ks.size());
        Require.that(e.size() == places, "e", "must have " + places + " values", e.size());
        Require.that(
                d.size() == space.stages().size(),
                "d",
                "must have " + space.stages().size() + " values",
                d.size());
        List<List<BlockChoice>> stages = new ArrayList<>();
        int place = 0;
        for (int s = 0; s < d.size(); s++) {
            Stage stage = space.stages().get(s);
            Require.that(
                    stage.depths().contains(d.get(s)), "d[" + s + "]", "must be one of " + stage.depths(), d.get(s));
            List<BlockChoice> blocks = new ArrayList<>();
            for (int b = 0; b < d.get(s); b++) {
                blocks.add(new BlockChoice(ks.get(place + b), e.get(place + b)));
            }
            stages.add(blocks);
            place += stage.maxDepth();
        }
        Architecture architecture = new Architecture(r.get(0), stages);
        space.requireContains(architecture);
        return architecture;
    }

    /** The encoding of an architecture, with the smallest choices at the places that mean nothing. */
    public static ReferenceEncoding of(Architecture architecture, SearchSpace space) {
        space.requireContains(architecture);
        List<Integer> kernels = new ArrayList<>();
        List<Double> expands = new ArrayList<>();
        List<Integer> depths = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            depths.add(blocks.size());
            for (int b = 0; b < stage.maxDepth(); b++) {
                BlockChoice choice = b < blocks.size() ? blocks.get(b) : stage.choice(0);
                kernels.add(choice.kernel());
                expands.add(choice.expand());
            }
        }
        return new ReferenceEncoding(kernels, expands, depths, List.of(architecture.resolution()));
    }
}
