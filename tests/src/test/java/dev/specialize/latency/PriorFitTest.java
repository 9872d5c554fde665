package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriorFitTest {
    private static final SearchSpace SMALL = BuiltInSpaces.named("mbv3-32").orElseThrow();

    @ParameterizedTest(name = "noise {0}")
    @ValueSource(doubles = {0.002, 0.02, 0.06})
    void many_networks_tell_how_noisy_they_are(double noise) {
        Truth truth = Truth.of(SMALL, noise);
        LatencyPrior fitted = PriorFit.fitted(truth.model(truth.nets(150, 1))).prior();

        assertThat(fitted.noise()).isBetween(noise / 2, noise * 2);
    }

    @Test
    void what_does_not_differ_from_the_table_is_believed_to_differ_less() {
        Truth truth = Truth.of(SMALL, 0.005);
        LatencyPrior fitted = PriorFit.fitted(truth.model(truth.nets(150, 2))).prior();

        assertThat(fitted.blockBySize()).isLessThan(UsualPriors.COSTS.blockBySize());
        assertThat(fitted.trait()).isGreaterThanOrEqualTo(UsualPriors.COSTS.trait() / 2);
        assertThat(fitted.session()).isEqualTo(UsualPriors.COSTS.session());
    }

    @Test
    void few_networks_tell_nothing_but_that_they_are_noisier_than_usual() {
        Truth noisy = Truth.of(SMALL, 0.1);
        Truth quiet = Truth.of(SMALL, 0.001);
        LatencyPrior fitted = PriorFit.fitted(noisy.model(noisy.nets(12, 3))).prior();

        assertThat(fitted.noise()).isBetween(0.04, 0.2);
        assertThat(fitted.withNoise(UsualPriors.COSTS.noise())).isEqualTo(UsualPriors.COSTS);
        assertThat(PriorFit.fitted(quiet.model(quiet.nets(12, 4))).prior()).isEqualTo(UsualPriors.COSTS);
    }

    @Test
    void very_few_networks_tell_nothing() {
        Truth noisy = Truth.of(SMALL, 0.1);
        LatencyModel model = noisy.model(noisy.nets(4, 5));

        assertThat(PriorFit.fitted(model)).isSameAs(model);
    }

    @Test
    void disturbed_networks_widen_the_interval_until_one_in_twenty_is_outside() {
        Truth truth = Truth.of(SMALL, 0.01);
        List<TimedNet> nets = disturbed(truth.nets(200, 6));
        FittedNets fitted = FittedNets.of(truth.model(nets), nets, List.of());
        LatencyModel model = truth.model(nets).withPrior(fitted.prior());

        assertThat(fitted.error().nets()).isEqualTo(200);
        assertThat(fitted.error().withinIntervalPercent()).isBetween(93.0, 99.0);
        assertThat(PredictionError.of(disturbed(truth.nets(300, 7)).stream()
                                .map(net -> model.compared(net, NetRole.HELD_OUT))
                                .toList())
                        .withinIntervalPercent())
                .isBetween(90.0, 99.0);
    }

    /** One in ten was slowed by 15 %. */
    private static List<TimedNet> disturbed(List<TimedNet> nets) {
        List<TimedNet> disturbed = new ArrayList<>(nets);
        for (int i = 0; i < nets.size(); i += 10) {
            TimedNet net = nets.get(i);
            disturbed.set(i, new TimedNet(net.architecture(), net.timing().times(1.15)));
        }
        return disturbed;
    }

    @Test
    void no_network_is_predicted_by_a_model_that_knows_its_time() {
        Truth truth = Truth.of(SMALL, 0.01);
        List<TimedNet> nets = new ArrayList<>(truth.nets(25, 8));
        List<MeasuredNet> before = CrossValidation.of(truth.model(nets), nets);
        TimedNet odd = nets.get(13);
        nets.set(13, new TimedNet(odd.architecture(), odd.timing().times(1.5)));
        List<MeasuredNet> after = CrossValidation.of(truth.model(nets), nets);

        assertThat(after).hasSize(25);
        assertThat(after.get(13).predictedNanos()).isEqualTo(before.get(13).predictedNanos());
        assertThat(after.get(14).predictedNanos()).isNotEqualTo(before.get(14).predictedNanos());
        assertThat(after.get(13).architecture()).isEqualTo(odd.architecture().toString());
    }
}
