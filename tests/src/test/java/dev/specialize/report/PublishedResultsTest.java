package dev.specialize.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.modelled.ModelledDevices;
import dev.specialize.report.TradeOff.Kind;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Published results stand beside models for the same images and device, and nowhere else. */
final class PublishedResultsTest {
    private static final SearchSpace IMAGENET = BuiltInSpaces.named("mbv3").orElseThrow();

    @Test
    void the_published_networks_of_a_modelled_device_are_shown_with_what_their_names_say() {
        List<TradeOff> results = PublishedResults.of(pixel(IMAGENET), IMAGENET);
        assertThat(results).hasSize(4).allMatch(r -> r.kind() == Kind.PUBLISHED);
        TradeOff first = results.get(0);
        assertThat(first.architecture()).isEqualTo("pixel1_lat-20ms_top1-71.4_finetune-25");
        assertThat(first.latency().value()).isEqualTo(20e6);
        assertThat(first.latency().highest()).isEqualTo(20.5e6);
        assertThat(first.accuracy().value()).isCloseTo(0.714, within(1e-12));
    }

    @Test
    void networks_for_other_images_and_measured_profiles_of_the_same_name_have_none() {
        SearchSpace other = IMAGENET.withClasses(10);
        assertThat(PublishedResults.of(pixel(other), other)).isEmpty();
        DeviceProfile modelled = pixel(IMAGENET);
        DeviceProfile another = DeviceProfile.modelled(
                "pixel", modelled.space(), List.of(), modelled.timingByBlock(), modelled.resolutions(), 0.1);
        assertThat(PublishedResults.of(another, IMAGENET)).isEmpty();
    }

    private static DeviceProfile pixel(SearchSpace space) {
        return ModelledDevices.find("pixel").orElseThrow().profile(space);
    }
}
