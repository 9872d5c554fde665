package dev.specialize.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sizes that fit memory and time. */
class SizesTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();
    private static final Recipe RECIPE = BuiltInRecipes.sandwich();

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void batches_are_halved_until_they_fit_and_rates_with_them() {
        long whole = StepMemory.bytes(MBV3, 128);
        assertThat(FittingBatch.of(MBV3, RECIPE, images -> whole).recipe()).isEqualTo(RECIPE);

        Recipe fitting = FittingBatch.of(MBV3, RECIPE, images -> whole / 4 + 1).recipe();
        assertThat(fitting.batchSize()).isEqualTo(32);
        assertThat(fitting.phases().get(0).learningRate())
                .isCloseTo(RECIPE.phases().get(0).learningRate() / 4, within(1e-12));
    }

    @Test
    void memory_that_smaller_batches_have_less_of_is_asked_for_again() {
        long half = StepMemory.bytes(MBV3, 64);
        // of two GPUs that a large batch is shared by a smaller one has the first alone
        assertThat(FittingBatch.of(MBV3, RECIPE, images -> images > 64 ? half : half / 2)
                        .recipe()
                        .batchSize())
                .isEqualTo(32);
    }

    @Test
    void what_no_batch_fits_is_refused_with_both_numbers() {
        assertThatThrownBy(() -> FittingBatch.of(MBV3, RECIPE, images -> 1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("224 px")
                .hasMessageContaining("1 MB are free")
                .hasMessageContaining("Maybe");
    }

    @Test
    void there_is_memory_for_tiny_networks_on_this_machine() {
        assertThat(engine.freeBytes()).isGreaterThan(StepMemory.bytes(TinySupernet.SPACE, 8));
    }

    /** A clock that passes a hundredth of a second each time that it is asked. */
    private static TimePlan plan(Recipe recipe, int images, Duration time) {
        AtomicLong now = new AtomicLong();
        return TimePlan.of(
                TorchEngines.of(engine),
                TinySupernet.SPACE,
                recipe,
                TinySupernet.preprocessing(),
                images,
                time,
                () -> now.addAndGet(10_000_000));
    }

    @Test
    void epochs_fill_the_time() {
        // 1,000 images in batches of 32: a step takes 10 ms, an epoch 312.5 ms
        TimePlan plan = plan(RECIPE.withBatchSize(32), 1_000, Duration.ofSeconds(10));
        assertThat(plan.secondsPerEpoch()).isCloseTo(0.3125, within(1e-9));
        assertThat(plan.recipe().epochs()).isEqualTo(25);
        assertThat(plan.space().widthMultiplier()).isEqualTo(1);
        assertThat(plan.description()).contains("0.313 s", "25 epochs", "width 1", "batches of 32");
    }

    @Test
    void each_resolution_counts_equally_and_with_its_median() {
        // two steps that do not count, then three at each of two resolutions
        long[] milliseconds = {50, 50, 2, 2, 9, 4, 4, 1};
        AtomicInteger asked = new AtomicInteger();
        AtomicLong now = new AtomicLong();
        Throughput throughput = new Throughput(TorchEngines.of(engine), () -> {
            int index = asked.getAndIncrement();
            return index % 2 == 0 ? now.get() : now.addAndGet(1_000_000 * milliseconds[index / 2]);
        });
        double perImage =
                throughput.secondsPerImage(TinySupernet.SPACE, RECIPE.withBatchSize(8), TinySupernet.preprocessing());
        assertThat(8 * perImage).isCloseTo(0.003, within(1e-12));
        assertThat(asked.get()).isEqualTo(2 * milliseconds.length);
    }

    @Test
    void what_would_take_too_long_becomes_narrower() {
        TimePlan plan = plan(RECIPE.withBatchSize(32), 1_000, Duration.ofSeconds(2));
        assertThat(plan.space().widthMultiplier()).isLessThan(1);
        assertThat(plan.recipe().epochs()).isEqualTo(5);
    }

    @Test
    void few_images_get_small_batches() {
        TimePlan plan = plan(RECIPE, 300, Duration.ofSeconds(10));
        assertThat(plan.recipe().batchSize()).isEqualTo(8);
        assertThat(plan.recipe().phases().get(0).learningRate())
                .isLessThan(RECIPE.phases().get(0).learningRate());
    }
}
