package dev.specialize.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.report.StageShape.Block;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture of an architecture shows every layer of its network, and what it skips. */
final class StageShapeTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3", "proxyless", "resnet50", "mbv3-32", "residual-32"})
    void stages_hold_every_layer_in_order_and_know_what_is_skipped(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            List<StageShape> stages = StageShape.of(space, architecture);
            assertThat(stages.stream()
                            .flatMap(s -> s.blocks().stream())
                            .map(b -> b.shape().name()))
                    .containsExactlyElementsOf(space.lower(architecture).layers().stream()
                            .map(Layer::name)
                            .toList());
            assertThat(stages.stream().mapToInt(StageShape::skipped).sum())
                    .isEqualTo(
                            space.stages().stream().mapToInt(s -> s.maxDepth()).sum()
                                    - architecture.stages().stream()
                                            .mapToInt(List::size)
                                            .sum());
            stages.forEach(StageShapeTest::requireWhole);
        }
    }

    private static void requireWhole(StageShape stage) {
        StringBuilder page = new StringBuilder();
        new StageDrawing(stage).svg().writeTo(page);
        String svg = page.toString();
        assertThat(count(svg, "<rect ")).isEqualTo(stage.blocks().size() + stage.skipped());
        assertThat(count(svg, "class=\"skipped\"")).isEqualTo(stage.skipped());
        assertThat(count(svg, ">SE<"))
                .isEqualTo(stage.blocks().stream()
                        .filter(b -> b.shape().marks().squeezeExcite())
                        .count());
        for (Block block : stage.blocks()) {
            assertThat(svg).contains(block.shape().described());
            assertThat(block.shape().described())
                    .contains(block.shape().output().channels() + " channels")
                    .matches(text -> text.contains("stride") == (block.shape().stride() > 1));
        }
        assertThat(svg).contains("role=\"img\"", "aria-label=\"" + stage.title());
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
