package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.files.SharedData;
import dev.specialize.specialization.ArchitectureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts that the reference implementation and others published. */
class ReferenceCountsTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();

    @Test
    void the_largest_network_at_width_0_35_has_the_reference_count_of_parameters() {
        SearchSpace space = MBV3.withWidthMultiplier(0.35).withClasses(10);
        assertThat(space.lower(space.largest()).cost().parameters()).isEqualTo(953_706);
    }

    @Test
    void sampled_networks_have_the_reference_count_of_parameters() throws IOException {
        Path file = SharedData.file("ofa/mbv3_w0.35_c10.json");
        SearchSpace space = MBV3.withWidthMultiplier(0.35).withClasses(10).withResolutions(List.of(64, 96));
        List<?> cases = JsonFile.parse(Files.readString(file), file, List.class);
        List<Object> counted = new ArrayList<>();
        List<Object> published = new ArrayList<>();
        for (Object entry : cases) {
            Architecture architecture = ArchitectureFile.parse(JsonFile.line(entry), file, space);
            counted.add((int) space.lower(architecture).cost().parameters());
            published.add(((Map<?, ?>) entry).get("params"));
        }
        assertThat(counted).hasSize(4).isEqualTo(published);
    }

    /**
     * ResNet-50 has 25,557,032 parameters and 4,089,184,256 multiply-accumulates at 224 pixels (the counts of its usual
     * implementation). The D variant replaces its 7 x 7 stem (3 to 64 channels at 112 x 112) by three 3 x 3 convolutions
     * (arXiv:1812.01187, section 4.2); pooling before the shortcuts' convolutions costs nothing.
     */
    @Test
    void resnet_50_d_costs_what_resnet_50_does_and_its_stem() {
        SearchSpace space = BuiltInSpaces.named("resnet50").orElseThrow();
        Architecture architecture = new ReferenceEncoding(
                        List.of(),
                        Collections.nCopies(18, 0.25),
                        List.of(2, 1, 2, 2, 1),
                        List.of(2, 2, 2, 2, 2, 2),
                        224)
                .in(space);
        long plainStem = 7 * 7 * 3 * 64;
        long deepStem = 3 * 3 * (3 * 32 + 32 * 32 + 32 * 64);
        Cost cost = space.lower(architecture).cost();
        assertThat(cost.parameters()).isEqualTo(25_557_032 - plainStem + deepStem + 2 * (32 + 32));
        assertThat(cost.macs()).isEqualTo(4_089_184_256L + 112 * 112 * (deepStem - plainStem));
    }

    /** MobileNetV2 (arXiv:1801.04381) has 3,504,872 parameters and 300,774,272 multiply-accumulates. */
    @Test
    void mobilenet_v2_in_the_form_of_proxyless_has_its_published_costs() {
        SearchSpace proxyless = BuiltInSpaces.named("proxyless").orElseThrow();
        SearchSpace space = new SearchSpace(
                SearchSpace.FORMAT,
                "mobilenet-v2",
                3,
                1000,
                1.0,
                List.of(224),
                1e-5,
                proxyless.stem(),
                List.of(
                        relu6Stage(24, 2, 2),
                        relu6Stage(32, 2, 3),
                        relu6Stage(64, 2, 4),
                        relu6Stage(96, 1, 3),
                        relu6Stage(160, 2, 3),
                        relu6Stage(320, 1, 1)),
                proxyless.head());
        Cost cost = space.lower(space.largest()).cost();
        assertThat(cost.parameters()).isEqualTo(3_504_872);
        assertThat(cost.macs()).isEqualTo(300_774_272);
    }

    private static Stage relu6Stage(int width, int stride, int depth) {
        return new Stage(width, stride, Activation.RELU6, false, List.of(depth), List.of(3), List.of(6.0));
    }

    @Test
    void macs_and_parameters_of_measured_networks_are_the_published_ones() throws IOException {
        Path file = SharedData.file("ofa/mbv3_w1.0_measured_accuracy.csv");
        List<String> rows = Files.readAllLines(file);
        assertThat(rows.get(0)).isEqualTo("arch_json,top1,macs,params");
        assertThat(rows).hasSize(1501);
        for (String row : rows.subList(1, rows.size())) {
            int end = row.lastIndexOf('"');
            String json = row.substring(1, end).replace("\"\"", "\"");
            String[] numbers = row.substring(end + 2).split(",", -1);
            Architecture architecture = ArchitectureFile.parse(json, file, MBV3);
            Cost cost = MBV3.lower(architecture).cost();
            assertThat(cost.macs()).as(json).isEqualTo(Long.parseLong(numbers[1]));
            assertThat(cost.parameters()).as(json).isEqualTo(Long.parseLong(numbers[2]));
        }
    }
}
