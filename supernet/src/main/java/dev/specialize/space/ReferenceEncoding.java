package dev.specialize.space;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An architecture as the Once-for-All code writes it (arXiv:1908.09791): one kernel and one expansion for every place at
 * full depth, one depth for each stage. What stands at places beyond a stage's depth means nothing.
 *
 * <p>In the space over residual networks there are no kernels; {@code d} begins with the stem, 2 if its residual
 * convolution is kept and less if it is skipped, and then counts blocks beyond a stage's least depth; {@code w} holds the
 * index of the width for each of the stem's two stages and each stage.
 *
 * @param ks kernel sizes, stages' maximal depths in total; empty for residual networks
 * @param e expansions, as many
 * @param d depths, one for each stage
 * @param w indices of widths, one for each stage; empty where widths are not elastic
 * @param r resolution in pixels
 */
public record ReferenceEncoding(List<Integer> ks, List<Double> e, List<Integer> d, List<Integer> w, int r) {
    /** The depth of the stem with its residual convolution. */
    private static final int STEM_KEPT = 2;

    public ReferenceEncoding {
        ks = List.copyOf(ks);
        e = List.copyOf(e);
        d = List.copyOf(d);
        w = List.copyOf(w);
    }

    /** @throws IllegalArgumentException if it does not fit the space; the message names the field */
    public Architecture in(SearchSpace space) {
        Architecture architecture = space.hasElasticWidths() ? residual(space) : mobile(space);
        space.requireContains(architecture);
        return architecture;
    }

    private Architecture mobile(SearchSpace space) {
        int places = space.stages().stream().mapToInt(Stage::maxDepth).sum();
        requireSize("ks", ks, places);
        requireSize("e", e, places);
        requireSize("w", w, 0);
        // the reference does not list the depth of a stage that has only one
        List<Integer> depths = new ArrayList<>(d);
        if (depths.size() == space.stages().size() - 1 && last(space).depths().size() == 1) {
            depths.add(last(space).maxDepth());
        }
        requireSize("d", depths, space.stages().size());
        return new Architecture(r, stages(space, depths, ks));
    }

    private Architecture residual(SearchSpace space) {
        int first = firstListed(space);
        Require.that(
                first < space.stages().size(),
                "w",
                "is of residual networks of bottlenecks, unlike " + space.name(),
                w);
        int places =
                space.stages().stream().skip(first).mapToInt(Stage::maxDepth).sum();
        requireSize("ks", ks, 0);
        requireSize("e", e, places);
        requireSize("d", d, space.stages().size() - first + 1);
        requireSize("w", w, space.stages().size());
        Require.that(d.get(0) >= 0 && d.get(0) <= STEM_KEPT, "d[0]", "must be 0 to " + STEM_KEPT, d.get(0));
        List<Integer> depths = new ArrayList<>(List.of(d.get(0) == STEM_KEPT ? 2 : 1, 1));
        for (int s = first; s < space.stages().size(); s++) {
            depths.add(space.stages().get(s).depths().get(0) + d.get(s - first + 1));
        }
        List<Integer> widths = new ArrayList<>();
        for (int s = 0; s < w.size(); s++) {
            List<Integer> offered = space.stages().get(s).widths();
            int index = w.get(s);
            Require.that(index >= 0 && index < offered.size(), "w[" + s + "]", "must be an index of " + offered, index);
            widths.add(offered.get(index));
        }
        return new Architecture(r, widths, stages(space, depths, List.of()));
    }

    private List<List<BlockChoice>> stages(SearchSpace space, List<Integer> depths, List<Integer> kernels) {
        int skipped = kernels.isEmpty() ? firstListed(space) : 0;
        List<List<BlockChoice>> stages = new ArrayList<>();
        int place = 0;
        for (int s = 0; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            // the reference cuts off what a stage cannot have
            int depth = stage.depths().size() == 1 ? stage.maxDepth() : depths.get(s);
            Require.that(
                    stage.depths().contains(depth), "d of stage " + s, "must lead to one of " + stage.depths(), depth);
            List<BlockChoice> blocks = new ArrayList<>();
            for (int b = 0; b < depth; b++) {
                boolean listed = s >= skipped;
                int kernel = listed && !kernels.isEmpty() ? kernels.get(place + b) : stage.maxKernel();
                blocks.add(new BlockChoice(kernel, listed ? e.get(place + b) : stage.maxExpand()));
            }
            stages.add(blocks);
            place += s >= skipped ? stage.maxDepth() : 0;
        }
        return stages;
    }

    private static void requireSize(String field, List<?> values, int size) {
        Require.that(values.size() == size, field, "must have " + size + " values", values.size());
    }

    private static Stage last(SearchSpace space) {
        return space.stages().get(space.stages().size() - 1);
    }

    /** The first stage whose blocks are listed: the stem's come before it. */
    private static int firstListed(SearchSpace space) {
        return (int) space.stages().stream()
                .takeWhile(s -> s.kind() != BlockKind.BOTTLENECK)
                .count();
    }

    /** The encoding of an architecture, with the smallest choices at the places that mean nothing. */
    public static ReferenceEncoding of(Architecture architecture, SearchSpace space) {
        space.requireContains(architecture);
        boolean elastic = space.hasElasticWidths();
        int first = elastic ? firstListed(space) : 0;
        List<Integer> kernels = new ArrayList<>();
        List<Double> expands = new ArrayList<>();
        List<Integer> depths = new ArrayList<>();
        if (elastic) {
            depths.add(architecture.stages().get(0).size() == 2 ? STEM_KEPT : 0);
        }
        for (int s = first; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            depths.add(blocks.size() - (elastic ? stage.depths().get(0) : 0));
            for (int b = 0; b < stage.maxDepth(); b++) {
                BlockChoice choice = b < blocks.size() ? blocks.get(b) : stage.choice(0);
                if (!elastic) {
                    kernels.add(choice.kernel());
                }
                expands.add(choice.expand());
            }
        }
        return new ReferenceEncoding(
                kernels, expands, depths, widthIndices(architecture, space), architecture.resolution());
    }

    private static List<Integer> widthIndices(Architecture architecture, SearchSpace space) {
        return IntStream.range(0, architecture.widths().size())
                .mapToObj(s -> space.stages()
                        .get(s)
                        .widths()
                        .indexOf(architecture.widths().get(s)))
                .toList();
    }
}
