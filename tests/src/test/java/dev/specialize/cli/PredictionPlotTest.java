package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.Timing;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PredictionPlotTest {
    private static final Pattern LABEL = Pattern.compile(">([0-9.]+)</text>");

    @Test
    void axes_are_labelled_with_round_numbers() {
        String svg = new PredictionPlot("two <networks>", nets(310_000, 740_000)).svg();

        assertThat(labels(svg)).containsOnly("0.300", "0.400", "0.500", "0.600", "0.700");
        assertThat(svg).contains("two &lt;networks&gt;").contains("<circle");
    }

    @Test
    void a_single_network_has_a_picture_too() {
        assertThat(labels(new PredictionPlot("one", nets(310_000)).svg())).isNotEmpty();
    }

    private static List<MeasuredNet> nets(double... nanos) {
        return Arrays.stream(nanos)
                .mapToObj(n -> new MeasuredNet("r8 k3e3", NetRole.HELD_OUT, Timing.estimated(n), n, n / 100))
                .toList();
    }

    private static Stream<String> labels(String svg) {
        return LABEL.matcher(svg).results().map((MatchResult label) -> label.group(1));
    }
}
