package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.MacBudget;
import dev.specialize.search.MemoryBudget;
import dev.specialize.search.ParameterBudget;
import dev.specialize.search.Resource;
import dev.specialize.search.SizeBudget;
import dev.specialize.specialization.FrontFile.Point;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrontFileTest {
    private static final String SUBNET = "r16 k3e2 k3e2";
    private static final Point LARGE = new Point(SUBNET, 0.9, 110, 300, 30, 120, 7);
    private static final Point MIDDLE = new Point(SUBNET, 0.8, 90, 200, 40, 160, 9);
    private static final Point SMALL = new Point(SUBNET, 0.7, 50, 100, 10, 40, 8);

    @TempDir
    private Path folder;

    private static FrontFile front(double margin, List<Point> points) {
        return new FrontFile(
                FrontFile.FORMAT, "tiny", "a", "paper", "b", LatencyQuantile.P50, 0.95, margin, 0, 10, points);
    }

    private static Limits limits(long nanos) {
        return Limits.NONE.withLatency(new LatencyBudget(nanos));
    }

    private static Optional<Double> accuracy(FrontFile front, Limits limits) {
        return front.best(limits).map(FrontPoint::predictedAccuracy);
    }

    @Test
    void the_margin_is_added_before_a_budget_is_compared() {
        FrontFile exact = front(0, List.of(LARGE, MIDDLE, SMALL));
        FrontFile careful = front(0.25, List.of(LARGE, MIDDLE, SMALL));
        assertThat(accuracy(exact, limits(110))).contains(0.9);
        assertThat(accuracy(exact, limits(109))).contains(0.8);
        assertThat(accuracy(careful, limits(110))).contains(0.7);
        assertThat(accuracy(careful, limits(138))).contains(0.9);
        assertThat(careful.best(limits(62))).isEmpty();
        assertThat(careful.leastNanos()).contains(62.5);
    }

    @Test
    void all_limits_are_kept_and_one_that_is_not_given_is_none() {
        FrontFile front = front(0, List.of(LARGE, MIDDLE, SMALL));
        Optional<LatencyBudget> any = Optional.empty();
        Optional<SizeBudget> anySize = Optional.empty();
        Optional<MemoryBudget> anyMemory = Optional.empty();
        Optional<ParameterBudget> few = Optional.of(new ParameterBudget(39));
        assertThat(accuracy(front, new Limits(any, Optional.of(new MacBudget(200)), few, anySize, anyMemory)))
                .contains(0.7);
        assertThat(accuracy(front, new Limits(any, Optional.empty(), few, anySize, anyMemory)))
                .contains(0.9);
        assertThat(accuracy(front, Limits.NONE)).contains(0.9);
        Optional<SizeBudget> small = Optional.of(new SizeBudget(159));
        assertThat(accuracy(
                        front, new Limits(any, Optional.of(new MacBudget(299)), Optional.empty(), small, anyMemory)))
                .contains(0.7);
        Optional<MemoryBudget> little = Optional.of(new MemoryBudget(8));
        assertThat(accuracy(front, new Limits(any, Optional.of(new MacBudget(299)), Optional.empty(), anySize, little)))
                .contains(0.7);
        assertThat(front(0, List.of()).best(limits(1_000_000))).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_answer_is_the_most_accurate_of_all_points_that_keep_the_limits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = IntStream.range(0, 50)
                .mapToObj(i -> new Point(
                        SUBNET,
                        random.nextDouble(),
                        random.nextDouble(1, 1000),
                        random.nextLong(1, 1000),
                        random.nextLong(1, 1000),
                        random.nextLong(1, 1000),
                        random.nextLong(1, 1000)))
                .sorted(Comparator.comparingDouble(Point::predictedAccuracy).reversed())
                .toList();
        FrontFile front = front(0.1, points);
        for (int i = 0; i < 100; i++) {
            long nanos = random.nextLong(1, 1000);
            long macs = random.nextLong(1, 1000);
            Optional<Double> expected = points.stream()
                    .filter(p -> 1.1 * p.latencyNanos() <= nanos && p.macs() <= macs)
                    .map(Point::predictedAccuracy)
                    .max(Double::compare);
            assertThat(accuracy(
                            front,
                            new Limits(
                                    Optional.of(new LatencyBudget(nanos)),
                                    Optional.of(new MacBudget(macs)),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty())))
                    .isEqualTo(expected);
        }
    }

    @Test
    void it_is_read_as_it_was_written() {
        Path file = folder.resolve("front.json");
        FrontFile front = front(0.03, List.of(LARGE, SMALL));
        front.write(file);
        assertThat(FrontFile.read(file)).isEqualTo(front);
        FrontPoint best = FrontFile.read(file).best(limits(60)).orElseThrow();
        assertThat(best.architecture()).hasToString(SUBNET);
        assertThat(best.costs()).containsEntry(Resource.MACS, 100.0).containsEntry(Resource.PARAMETERS, 10.0);
    }

    @Test
    void points_that_do_not_descend_are_refused() {
        Path file = folder.resolve("front.json");
        front(0, List.of(SMALL, LARGE)).write(file);
        assertThatThrownBy(() -> FrontFile.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("front.json")
                .hasMessageContaining("descend");
    }

    @Test
    void limits_are_told_in_words() {
        assertThat(limits(30_000_000)).hasToString("30 ms");
        assertThat(new Limits(
                        Optional.of(new LatencyBudget(30_000_000)),
                        Optional.of(new MacBudget(200_000_000)),
                        Optional.of(new ParameterBudget(5_000_000)),
                        Optional.of(SizeBudget.parse("5.5MB")),
                        Optional.of(MemoryBudget.parse("2MiB"))))
                .hasToString("30 ms and 200M MACs and 5M parameters and 5.5 MB of model"
                        + " and 2.097152 MB of activations");
    }
}
