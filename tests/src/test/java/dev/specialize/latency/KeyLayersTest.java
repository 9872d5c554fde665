package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.SharedData;
import dev.specialize.latency.LayerEntries.Share;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyLayersTest {
    /** From layer to key and back: what a table's entry is the time of is the layer that would be looked up there. */
    @ParameterizedTest
    @CsvSource({"mbv3, MIDDLE_WIDTH, 1.2", "proxyless, RATIO, 1.0"})
    void the_layers_of_a_key_are_those_that_have_this_key(String name, TableDialect dialect, double width) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withWidthMultiplier(width);
        List<Layer> layers = new SpaceBlocks(space).at(224);
        LayerEntries entries = new LayerEntries(dialect, layers);
        int checked = 0;
        for (Layer layer : layers) {
            for (Share share : entries.of(layer).stream().toList()) {
                assertThat(new KeyLayers(dialect).of(TableKey.parse(share.key().toString())))
                        .extracting(Layer::key)
                        .contains(layer.key());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "RATIO, Conv-input:224x224x3-output:100x100x32",
        "RATIO, Conv_1-input:7x7x320-output:14x14x1280",
        "RATIO, expanded_conv-input:7x7x99999-output:7x7x8-expand:99999-kernel:3-stride:1-idskip:0",
        "MIDDLE_WIDTH, Logits-input:7x7x1280-output:1000",
        "MIDDLE_WIDTH, AvgPool2D-input:7x7x1152-output:1x1x1153"
    })
    void shapes_that_do_not_go_together_are_refused(TableDialect dialect, String key) {
        assertThatThrownBy(() -> new KeyLayers(dialect).of(TableKey.parse(key)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tables_tell_every_time_in_an_order_that_does_not_change() {
        LatencyTables tables = LatencyTables.read(List.of(SharedData.file("ofa/pixel1_proxyless_224.yaml")));
        List<PublishedTime> times = tables.times();
        assertThat(times).hasSize(72).isEqualTo(tables.times());
        assertThat(times.get(0).layers().get(0).key()).isEqualTo("conv:r224:3-32:k3:s2:relu6");
        assertThat(times).filteredOn(time -> time.layers().size() == 2).hasSize(1);
        assertThat(tables.sources()).hasSize(1);
    }
}
