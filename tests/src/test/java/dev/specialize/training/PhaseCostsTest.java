package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.supernet.TinySupernet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseCostsTest {
    private static final Opening CLOSED = new Opening(1, 1, 1);

    /** The largest; then four that are all the largest, whose teacher answers without learning. */
    static final List<Phase> PHASES = List.of(
            half(Sampling.LARGEST, 1, CLOSED, Teaching.LABELS), half(Sampling.UNIFORM, 4, CLOSED, Teaching.BY_FROZEN));

    private static Phase half(Sampling sampling, int subnets, Opening open, Teaching teaching) {
        return Phase.part(sampling.toString(), 0.5, sampling, subnets, open, teaching, 0.01, Entry.AS_IS);
    }

    /** Ten steps of each phase. */
    private static TrainingRun run(List<Phase> phases) {
        ImageSet images = TinySupernet.images(80, 1);
        Recipe recipe = BuiltInRecipes.sandwich().withBatchSize(8).withEpochs(2).withPhases(phases);
        return new TrainingRun(SPACE, recipe, images, Preprocessing.measuredOn(images));
    }

    private static double stepsLeft(List<Phase> phases, long step) {
        TrainingRun run = run(phases);
        return new PhaseCosts(run).stepsLeft(run.schedule().at(step));
    }

    @ParameterizedTest(name = "after step {0}")
    @CsvSource({"0, 9, 10", "5, 4, 10", "9, 0, 10", "10, 9, 0", "19, 0, 0"})
    void a_later_step_counts_as_much_more_as_it_computes(long step, int alike, int later) {
        // four forward and backward, and a third of that for the teacher
        assertThat(stepsLeft(PHASES, step)).isCloseTo(alike + later * 13 / 3.0, within(1e-9));
    }

    @Test
    void smaller_subnets_compute_less() {
        List<Phase> phases = List.of(
                half(Sampling.LARGEST, 1, CLOSED, Teaching.LABELS),
                half(Sampling.SANDWICH, 2, Opening.ALL, Teaching.IN_PLACE));
        double largest = SPACE.lower(SPACE.largest()).cost().macs();
        double smallest =
                SPACE.lower(SPACE.smallest().at(SPACE.maxResolution())).cost().macs();
        // at the lower resolution the ratio is nearly the same
        assertThat(stepsLeft(phases, 9)).isCloseTo(10 * (1 + smallest / largest), within(1.0));
        assertThat(smallest).isLessThan(0.8 * largest);
    }
}
