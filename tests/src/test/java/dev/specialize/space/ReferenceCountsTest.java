package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.files.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        for (Object entry : cases.subList(1, cases.size())) {
            Map<?, ?> fields = (Map<?, ?>) entry;
            ReferenceEncoding encoding = new ReferenceEncoding(
                    integers(fields.get("ks")),
                    integers(fields.get("e")).stream().map(Double::valueOf).toList(),
                    integers(fields.get("d")),
                    List.of((Integer) fields.get("resolution")));
            counted.add((int) space.lower(encoding.in(space)).cost().parameters());
            published.add(fields.get("params"));
        }
        assertThat(counted).hasSize(3).isEqualTo(published);
    }

    private static List<Integer> integers(Object list) {
        return ((List<?>) list).stream().map(Integer.class::cast).toList();
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
            Architecture architecture =
                    JsonFile.parse(json, file, ReferenceEncoding.class).in(MBV3);
            Cost cost = MBV3.lower(architecture).cost();
            assertThat(cost.macs()).as(json).isEqualTo(Long.parseLong(numbers[1]));
            assertThat(cost.parameters()).as(json).isEqualTo(Long.parseLong(numbers[2]));
        }
    }
}
