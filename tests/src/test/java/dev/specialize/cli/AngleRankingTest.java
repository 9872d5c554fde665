package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.fleet.FleetFolder;
import dev.specialize.fleet.FleetManifest;
import dev.specialize.fleet.FleetManifest.Entry;
import dev.specialize.fleet.State;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.RandomBest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of subnets that were ranked by angle, which predicts no accuracy: asked for, or for want of labels. */
final class AngleRankingTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private static Path shared;

    private static Path net;
    private static Path profile;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trains_on_random_labels() {
        net = shared.resolve("net");
        profile = shared.resolve("paper.json");
        Launcher.Result result = InProcess.run(
                "train",
                "--space",
                TINY.space(),
                "--data",
                TINY.images(),
                "--out",
                net,
                "--recipe",
                "random-labels",
                "--epochs",
                1);
        assertThat(result.code()).as(result.err()).isZero();
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
    }

    private static List<List<Object>> ways() {
        return List.of(
                List.<Object>of("--supernet", TINY.folder(), "--rank", "angle"), List.<Object>of("--supernet", net));
    }

    private static Object[] on(List<Object> way, Object... more) {
        List<Object> all = new ArrayList<>(way);
        all.addAll(List.of("--profile", profile));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static Launcher.Result run(String command, List<Object> way, Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of(command), Stream.of(on(way, more))).toArray());
    }

    @Test
    void the_job_tells_the_measured_accuracy_and_no_predicted_one() throws IOException {
        for (List<Object> way : ways()) {
            Path out = folder.resolve("out" + way.size());
            Launcher.Result result = InProcess.run(on(way, "--latency", "200us", "--output", out));
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out())
                    .contains("% measured on 90 validation images", ", ranked by angle")
                    .doesNotContain("% predicted", "imported predictor");
            assertThat(result.err()).contains(": ranked by angle, latency ").doesNotContain("accura", "evaluated");
            SpecializationManifest made = SpecializationManifest.read(out.resolve(Specialization.MANIFEST));
            assertThat(made.accuracy().predicted()).isEmpty();
            assertThat(made.search().random().flatMap(RandomBest::predictedAccuracy))
                    .isEmpty();
            assertThat(Files.readString(out.resolve(Specialization.REPORT)))
                    .contains("it was ranked by angle, which predicts none", "Subnets were ranked by angle")
                    .contains("that no weight has seen and that the choice did not rest on")
                    .doesNotContain("id=\"front-chart\"", "redicted accuracy over", "Others fitted");
            assertThat(InProcess.run(on(way, "--latency", "200us", "--output", out))
                            .out())
                    .startsWith("up to date");
        }
    }

    @Test
    void an_angle_that_a_former_manifest_calls_an_accuracy_is_not_shown() throws IOException {
        Path out = folder.resolve("out");
        Launcher.Result result = InProcess.run(on(ways().get(0), "--latency", "200us", "--output", out));
        assertThat(result.code()).as(result.err()).isZero();
        String text = Files.readString(out.resolve(Specialization.MANIFEST))
                .replaceFirst("\"predicted\" : null", "\"predicted\" : 0.3125");
        SpecializationManifest former = JsonFile.parse(text, out, SpecializationManifest.class);
        assertThat(former.accuracy().predicted()).contains(0.3125);
        assertThat(new Summary(former, out).text())
                .contains(", ranked by angle")
                .doesNotContain("31.2 %", "31.3 %");
    }

    @Test
    void a_search_and_a_prediction_tell_no_accuracy() {
        Path answer = folder.resolve("a.json");
        for (List<Object> way : ways()) {
            Launcher.Result text = run("search", way, "--latency", "200us", "--seeds", 2, "--output", answer);
            assertThat(text.code()).as(text.err()).isZero();
            assertThat(text.out()).contains("predicted ranked by angle, 0.").doesNotContain("%", "points");
            Launcher.Result json = run("search", way, "--latency", "200us", "--json");
            Map<?, ?> only = (Map<?, ?>)
                    JsonFile.parse(json.out(), Path.of("stdout"), List.class).get(0);
            assertThat(only.get("predictedAccuracy")).isNull();
            assertThat(only.get("gainOverRandom")).isNull();
            assertThat((List<?>) only.get("accuracies")).isEmpty();

            Launcher.Result predicted = run("predict", way, answer);
            assertThat(predicted.code()).as(predicted.err()).isZero();
            assertThat(predicted.out())
                    .contains("predicted ranked by angle, 0.")
                    .doesNotContain("%");
        }
    }

    @Test
    void what_takes_accuracies_is_refused() {
        Path out = folder.resolve("out");
        for (List<Object> way : ways()) {
            run("front", way, "--output", out).assertRefused(ExitCode.USAGE, "ranked by angle", "specialize search");
            InProcess.run(on(way, "--latency", "200us", "--evaluate", 3, "--output", out))
                    .assertRefused(ExitCode.USAGE, "cannot learn", "angle", "leave out --evaluate");
        }
        Path fleet = fleet();
        InProcess.run("fleet", fleet, "--models", 1, "--output", out)
                .assertRefused(ExitCode.USAGE, "angle", "leave out --models");
        InProcess.run("fleet", fleet, "--evaluate", 3, "--output", out)
                .assertRefused(ExitCode.USAGE, "cannot learn", "angle", "leave out --evaluate");
        assertThat(out).doesNotExist();
    }

    private Path fleet() {
        Path file = shared.resolve("fleet.json");
        TinySupernet.write(
                file,
                "{\"format\": \"fleet/1\", \"supernet\": \"" + net + "\", \"devices\": [{\"device\": \"paper.json\","
                        + " \"budgets\": [{\"latency\": \"200us\", \"weight\": 1}]}]}");
        return file;
    }

    @Test
    void a_fleet_tells_no_predicted_accuracy_either() {
        Path out = folder.resolve("out");
        Launcher.Result result = InProcess.run("fleet", fleet(), "--output", out);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("of the traffic; ranked by angle").doesNotContain("predicted accuracy");
        FleetManifest manifest = manifest(out);
        Entry entry = manifest.entries().get(0);
        assertThat(entry.alone()).isEmpty();
        assertThat(entry.model().orElseThrow().predictedAccuracy()).isEmpty();
        assertThat(manifest.totals().predictedAccuracy()).isEmpty();
        assertThat(InProcess.run("fleet", fleet(), "--output", out).code()).isZero();
        assertThat(manifest(out).entries()).extracting(Entry::state).containsExactly(State.UP_TO_DATE);
    }

    private static FleetManifest manifest(Path out) {
        return JsonFile.read(out.resolve(FleetFolder.MANIFEST), FleetManifest.class);
    }
}
