package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Strict fairness (arXiv:1907.01845, section 3.2): a step trains as many subnets as a block has choices, and at every
 * place each choice is used once. Depths are spread over them as evenly as they go. Where a stage has fewer choices than
 * the largest one, its are used in turn.
 */
final class StrictFairness implements SubnetRule {
    private final SearchSpace space;
    private final int subnets;

    StrictFairness(SearchSpace space) {
        this.space = space;
        subnets = space.stages().stream().mapToInt(Stage::choicesPerBlock).max().orElseThrow();
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        List<List<List<BlockChoice>>> stages =
                space.stages().stream().map(stage -> blocks(stage, random)).toList();
        List<List<Integer>> widths = space.stages().stream()
                .map(stage -> dealt(stage.distinctWidths(), random))
                .toList();
        return IntStream.range(0, subnets)
                .mapToObj(i -> new Architecture(
                        resolution,
                        space.elastic(widths.stream().map(w -> w.get(i)).toList()),
                        stages.stream().map(s -> s.get(i)).toList()))
                .toList();
    }

    /** For each subnet its blocks of one stage. */
    private List<List<BlockChoice>> blocks(Stage stage, RandomGenerator random) {
        List<Integer> depths = dealt(stage.depths(), random);
        List<BlockChoice> choices = IntStream.range(0, stage.choicesPerBlock())
                .mapToObj(stage::choice)
                .toList();
        List<List<BlockChoice>> places = IntStream.range(0, stage.maxDepth())
                .mapToObj(place -> dealt(choices, random))
                .toList();
        return IntStream.range(0, subnets)
                .mapToObj(i -> places.subList(0, depths.get(i)).stream()
                        .map(place -> place.get(i))
                        .toList())
                .toList();
    }

    /** One value for each subnet: all values in turn, shuffled. */
    private <T> List<T> dealt(List<T> values, RandomGenerator random) {
        List<T> dealt = new ArrayList<>();
        int offset = random.nextInt(values.size());
        for (int i = 0; i < subnets; i++) {
            dealt.add(values.get((offset + i) % values.size()));
        }
        Collections.shuffle(dealt, new Random(random.nextLong()));
        return dealt;
    }
}
