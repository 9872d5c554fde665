package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.weights.ChannelAlignment.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which channels of a wider or narrower axis start as which of the donor's. */
class ChannelAlignmentTest {
    @Test
    void equal_cuts_leave_everything_in_place() {
        ChannelAlignment alignment = alignment(List.of(2, 4), List.of(2, 4), new Edge(2, 2), new Edge(4, 4));
        assertThat(alignment.ordered()).isEqualTo(ChannelMap.identity(4));
        assertThat(alignment.byImportance(List.of(1.0, 2.0, 3.0, 4.0))).isEqualTo(ChannelMap.identity(4));
    }

    @Test
    void every_band_grows_by_copies_of_its_own_channels() {
        ChannelMap map = alignment(List.of(2, 3), List.of(5, 7), new Edge(2, 5), new Edge(3, 7))
                .ordered();
        assertThat(map.origins()).containsExactly(0, 1, 0, 1, 0, 2, 2);
        assertThat(map.listened()).containsExactly(3, 2, 3, 2, 3, 2, 2);
    }

    @Test
    void important_channels_come_first_inside_their_band() {
        ChannelMap map = alignment(List.of(2, 5), List.of(2, 3, 5), new Edge(2, 2), new Edge(5, 5))
                .byImportance(List.of(1.0, 2.0, 3.0, 9.0, 8.0));
        assertThat(map.origins()).containsExactly(1, 0, 3, 4, 2);
    }

    @Test
    void without_bands_a_narrower_axis_keeps_the_most_important() {
        ChannelMap map = alignment(List.of(4), List.of(2), new Edge(4, 2)).byImportance(List.of(1.0, 4.0, 2.0, 3.0));
        assertThat(map.origins()).containsExactly(1, 3);
        assertThat(map.lost()).isEqualTo(2);
    }

    @Test
    void channels_beyond_the_widest_are_not_listened_to() {
        ChannelMap map = alignment(List.of(3), List.of(3, 5), new Edge(3, 3)).ordered();
        assertThat(map.origins()).containsExactly(0, 1, 2, 0, 1);
        assertThat(map.listened()).containsExactly(1, 1, 1, 0, 0);
        assertThat(map.lost()).isZero();
    }

    @Test
    void a_band_that_the_donor_has_not_is_not_listened_to() {
        ChannelMap map = alignment(List.of(2, 4), List.of(2, 3, 5), new Edge(2, 2), new Edge(2, 3), new Edge(4, 5))
                .ordered();
        assertThat(map.origins()).containsExactly(0, 1, 0, 2, 3);
        assertThat(map.listened()).containsExactly(1, 1, 0, 1, 1);
    }

    @Test
    void a_smaller_cut_is_given_up_where_it_would_squeeze_a_wider_one() {
        // up to 4 and up to 6 cannot both be kept: 2 channels would have to fit into 1
        ChannelMap map = alignment(List.of(4, 6), List.of(5, 6), new Edge(4, 5), new Edge(6, 6))
                .ordered();
        assertThat(map.origins()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(map.lost()).isZero();
    }

    @Test
    void a_narrower_axis_keeps_the_first_of_each_band() {
        ChannelMap map = alignment(List.of(2, 6), List.of(2, 4), new Edge(2, 2), new Edge(6, 4))
                .ordered();
        assertThat(map.origins()).containsExactly(0, 1, 2, 3);
        assertThat(map.lost()).isEqualTo(2);
    }

    /** Random cuts that all grow, and bands that may not. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void each_channel_of_the_widest_counts_once(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> donors = cuts(random, 1);
        List<Integer> own = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int donor : donors) {
            int least = Math.max(donor, own.isEmpty() ? 1 : own.get(own.size() - 1));
            own.add(least + random.nextInt(5));
            edges.add(new Edge(donor, own.get(own.size() - 1)));
        }
        int widest = own.get(own.size() - 1);
        own.add(widest + random.nextInt(4));
        ChannelMap map = new ChannelAlignment(donors, own, edges).ordered();
        assertThat(map.origins()).hasSize(own.get(own.size() - 1));
        assertThat(shares(map, widest)).containsOnly(1.0);
        assertThat(shares(map, map.origins().size())).containsOnly(1.0);
    }

    private static List<Integer> cuts(SplittableRandom random, int least) {
        TreeSet<Integer> cuts = new TreeSet<>();
        while (cuts.size() < 3) {
            cuts.add(least + random.nextInt(30));
        }
        return List.copyOf(cuts);
    }

    /** For each of the donor's channels what its copies among the first ones sum up to, to nine places. */
    private static List<Double> shares(ChannelMap map, int prefix) {
        double[] sums = new double[map.donors()];
        for (int c = 0; c < prefix; c++) {
            sums[map.origins().get(c)] +=
                    map.listened().get(c) == 0 ? 0 : 1.0 / map.listened().get(c);
        }
        List<Double> rounded = new ArrayList<>();
        for (double sum : sums) {
            rounded.add(Math.round(sum * 1e9) / 1e9);
        }
        return rounded;
    }

    private static ChannelAlignment alignment(List<Integer> donors, List<Integer> own, Edge... edges) {
        return new ChannelAlignment(donors, own, List.of(edges));
    }
}
