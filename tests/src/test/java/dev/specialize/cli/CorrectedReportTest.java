package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.LatencyModel;
import dev.specialize.report.Report;
import dev.specialize.report.ReportData;
import dev.specialize.report.ReportSources;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pages of runs that learnt that the device is slower than its profile: all their latencies are on one scale. */
final class CorrectedReportTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FRONT = "Pareto front, predicted";
    private static final String CHOSEN = "Chosen, latency predicted";
    private static final String RANDOM = "Best of random search";
    private static final double CORRECTION = 1.5;
    /** What the run learnt is not the same for all subnets. */
    private static final double CORRECTION_OF_RANDOM = 1.4;

    private static final double MICROS = 1e3;

    @TempDir
    private static Path shared;

    private static Path profile;
    private static ObjectNode manifest;

    @BeforeAll
    static void makes_a_model() throws IOException {
        PaperModel made = PaperModel.in(shared, "--latency", "150us", "--evaluate", 0);
        profile = made.profile();
        manifest = (ObjectNode) JSON.readTree(Files.readString(made.folder().resolve(Specialization.MANIFEST)));
        String another = points(drawn(wholePage(parsed(manifest))), FRONT).stream()
                .map(CorrectedReportTest::architecture)
                .filter(name -> !name.equals(manifest.get("architecture").asString()))
                .findFirst()
                .orElseThrow();
        ObjectNode random = (ObjectNode) manifest.get("search").get("random");
        random.put("architecture", another);
        random.put("predictedNanos", MICROS * profileMicros(parsed(manifest), another));
    }

    /** The manifest of a run whose measurements changed what was predicted. */
    private static SpecializationManifest corrected(double chosen, double random) {
        ObjectNode changed = manifest.deepCopy();
        multiply((ObjectNode) changed.get("latency"), chosen);
        multiply((ObjectNode) changed.get("search").get("random"), random);
        return parsed(changed);
    }

    private static void multiply(ObjectNode latency, double factor) {
        latency.put("predictedNanos", factor * latency.get("predictedNanos").asDouble());
    }

    private static SpecializationManifest parsed(ObjectNode json) {
        return JsonFile.parse(json.toString(), Path.of("changed"), SpecializationManifest.class);
    }

    private static String page(SpecializationManifest made, UnaryOperator<ReportSources> found) {
        return Report.of(ReportData.of(found.apply(ReportSources.of(made)))).html();
    }

    private static String wholePage(SpecializationManifest made) {
        return page(made, s -> s.withSupernet(TINY.folder()).withProfile(DeviceProfile.read(profile)));
    }

    /** What the page's script draws. */
    private static JsonNode drawn(String page) {
        Matcher matcher = Pattern.compile("id=\"report-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        return JSON.readTree(matcher.group(1));
    }

    private static List<JsonNode> points(JsonNode drawn, String series) {
        List<JsonNode> points = new ArrayList<>();
        drawn.get("plots").get(0).get("series").forEach(s -> {
            if (s.get("name").asString().startsWith(series)) {
                s.get("points").forEach(points::add);
            }
        });
        return points;
    }

    private static double only(JsonNode drawn, String series) {
        List<JsonNode> points = points(drawn, series);
        assertThat(points).as(series).hasSize(1);
        return points.get(0).get("x").asDouble();
    }

    private static String architecture(JsonNode point) {
        return point.get("lines").get(1).asString();
    }

    /** By the profile alone, in the unit of the page. */
    private static double profileMicros(SpecializationManifest made, String architecture) {
        SearchSpace space = TINY.searchSpace();
        LatencyModel model = LatencyModel.of(
                DeviceProfile.read(profile), space, made.latency().quantile());
        return model.nanos(space.lower(Architecture.parse(architecture))) / MICROS;
    }

    @Test
    void the_front_the_chosen_subnet_and_that_of_random_search_are_at_the_speed_that_the_run_predicted() {
        SpecializationManifest made = corrected(CORRECTION, CORRECTION_OF_RANDOM);
        JsonNode drawn = drawn(wholePage(made));
        String random = made.search().random().orElseThrow().architecture();
        assertThat(random).isNotEqualTo(made.architecture());
        List<JsonNode> front = points(drawn, FRONT);
        assertThat(front).hasSizeGreaterThan(2).extracting(p -> architecture(p)).contains(made.architecture(), random);
        for (JsonNode point : front) {
            String name = architecture(point);
            double factor = name.equals(random) ? CORRECTION_OF_RANDOM : CORRECTION;
            assertThat(point.get("x").asDouble()).as(name).isCloseTo(factor * profileMicros(made, name), within(1e-6));
        }
        assertThat(only(drawn, CHOSEN))
                .isEqualTo(made.latency().predictedNanos() / MICROS)
                .isCloseTo(CORRECTION * profileMicros(made, made.architecture()), within(1e-6));
        assertThat(only(drawn, RANDOM)).isCloseTo(CORRECTION_OF_RANDOM * profileMicros(made, random), within(1e-6));
        assertThat(points(drawn, "Budget"))
                .extracting(p -> p.get("x").asDouble())
                .containsOnly(150.0);
    }

    @Test
    void no_subnet_of_the_front_seems_better_than_the_chosen_one_at_its_own_latency() {
        JsonNode drawn = drawn(wholePage(corrected(CORRECTION, CORRECTION_OF_RANDOM)));
        JsonNode chosen = points(drawn, CHOSEN).get(0);
        assertThat(points(drawn, FRONT))
                .filteredOn(p -> p.get("y").asDouble() > chosen.get("y").asDouble())
                .allSatisfy(p -> assertThat(p.get("x").asDouble())
                        .isGreaterThan(chosen.get("x").asDouble()));
    }

    @Test
    void the_layers_take_together_what_the_run_predicted_and_each_its_former_share() {
        SpecializationManifest made = corrected(CORRECTION, 1);
        JsonNode bars = drawn(wholePage(made)).get("bars").get(0).get("bars");
        JsonNode before = drawn(wholePage(corrected(1, 1))).get("bars").get(0).get("bars");
        double sum = 0;
        for (int i = 0; i < bars.size(); i++) {
            double value = bars.get(i).get("value").asDouble();
            sum += value;
            assertThat(value).isCloseTo(CORRECTION * before.get(i).get("value").asDouble(), within(1e-9));
            assertThat(bars.get(i).get("label")).isEqualTo(before.get(i).get("label"));
        }
        assertThat(sum).isCloseTo(made.latency().predictedNanos() / MICROS, within(1e-6));
    }

    @Test
    void a_sentence_under_each_chart_says_by_how_much_and_none_does_where_nothing_was_corrected() {
        String corrected = wholePage(corrected(CORRECTION, 1));
        assertThat(corrected)
                .contains("corrected it by +50.0\u00a0% to", "The front is drawn at", "The layers are drawn at");
        assertThat(wholePage(corrected(0.98, 1))).contains("corrected it by -2.0\u00a0% to");
        assertThat(wholePage(corrected(1.009, 1))).doesNotContain("at the corrected speed");
        assertThat(wholePage(corrected(1, 1))).doesNotContain("at the corrected speed");
    }

    @Test
    void without_a_supernet_the_page_tells_what_the_manifest_does() {
        SpecializationManifest made = corrected(CORRECTION, CORRECTION_OF_RANDOM);
        String page = page(made, s -> s.withProfile(DeviceProfile.read(profile)));
        assertThat(page).doesNotContain("at the corrected speed");
        assertThat(only(drawn(page), RANDOM))
                .isEqualTo(made.search().random().orElseThrow().predictedNanos() / MICROS);
    }
}
