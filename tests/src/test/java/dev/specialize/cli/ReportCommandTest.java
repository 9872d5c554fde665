package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.report.Chromium;
import dev.specialize.report.LayerTime;
import dev.specialize.report.ReportData;
import dev.specialize.report.ReportSources;
import dev.specialize.report.TradeOff;
import dev.specialize.report.TradeOff.Kind;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page beside a model, as the main command writes it and {@code report} makes it again. */
class ReportCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    private static final int MOST_BYTES = 2_000_000;
    private static final int MOST_MILLIS = 1000;
    /** Somebody else may need the processor just then. */
    private static final int TRIES = 6;

    @TempDir
    private static Path shared;

    private static Path profile;
    private static Path run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makes_a_model() {
        PaperModel made = PaperModel.in(shared, "--latency", "150us", "--evaluate", 0);
        profile = made.profile();
        run = made.folder();
    }

    private static Path made(String name, Object... more) {
        return made(TINY.folder(), profile, shared.resolve(name), more);
    }

    private static Path made(Path supernet, Path known, Path out, Object... more) {
        Launcher.Result result = InProcess.run(Stream.concat(
                        Stream.of("--supernet", supernet, "--profile", known, "--latency", "150us", "--output", out),
                        Stream.of(more))
                .toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return out;
    }

    private Path copy(Path model) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String file : List.of(Specialization.MANIFEST, Specialization.MODEL, Specialization.ARCHITECTURE)) {
            Files.copy(model.resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static SpecializationManifest manifest(Path model) {
        return JsonFile.read(model.resolve(Specialization.MANIFEST), SpecializationManifest.class);
    }

    private static ReportData data(Path model) {
        return ReportData.of(
                ReportSources.of(manifest(model)).withSupernet(TINY.folder()).withProfile(DeviceProfile.read(profile)));
    }

    @Test
    void the_same_inputs_give_the_same_page_whoever_asks() throws IOException {
        Path copy = copy(run);
        Launcher.Result again = InProcess.run("report", copy);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out().strip())
                .isEqualTo(copy.resolve(Specialization.REPORT).toString());
        assertThat(copy.resolve(Specialization.REPORT)).hasSameBinaryContentAs(run.resolve(Specialization.REPORT));
        assertThat(again.err()).isEmpty();
    }

    @Test
    void the_page_answers_first_and_tells_everything_that_the_manifest_holds() throws IOException {
        String page = Files.readString(run.resolve(Specialization.REPORT));
        assertThat((long) page.length()).isLessThan(MOST_BYTES);
        SpecializationManifest manifest = manifest(run);
        assertThat(page)
                .contains("should keep the budget; not measured", "150\u00a0\u00b5s", manifest.architecture())
                .contains(manifest.inputs().values())
                .contains(manifest.outputs().values())
                .contains(manifest.versions().values())
                .contains("Licensed to the Apache Software Foundation");
        assertThat(page).contains("specialize --supernet " + TINY.folder(), "--latency 150us --evaluate 0");
        assertThat(page).doesNotContain("What is missing", "http-equiv=\"refresh\"");
    }

    @Test
    void the_layers_take_together_what_the_network_was_predicted_to_take() {
        ReportData data = data(run);
        assertThat(data.layers().stream().mapToDouble(LayerTime::nanos).sum())
                .isCloseTo(data.manifest().latency().predictedNanos(), within(1e-3));
        assertThat(data.layers()).extracting(LayerTime::part).containsSubsequence("stem", "stages", "head");
    }

    @Test
    void nothing_on_the_front_beats_another_and_the_chosen_subnet_is_on_it() {
        ReportData data = data(run);
        List<TradeOff> front = of(data, Kind.FRONT);
        assertThat(front).hasSizeGreaterThan(2).isSortedAccordingTo(byLatency()).isSortedAccordingTo(byAccuracy());
        TradeOff chosen = of(data, Kind.PREDICTED).get(0);
        assertThat(chosen.accuracy().value())
                .isEqualTo(data.manifest().accuracy().predicted().orElseThrow());
        assertThat(front)
                .filteredOn(t -> t.accuracy().value() > chosen.accuracy().value())
                .allSatisfy(t -> assertThat(t.latency().value())
                        .isGreaterThan(chosen.latency().value()));
        assertThat(front)
                .extracting(TradeOff::architecture)
                .contains(data.manifest().architecture());
    }

    private static Comparator<TradeOff> byLatency() {
        return Comparator.comparingDouble(t -> t.latency().value());
    }

    private static Comparator<TradeOff> byAccuracy() {
        return Comparator.comparingDouble(t -> t.accuracy().value());
    }

    private static List<TradeOff> of(ReportData data, Kind kind) {
        return data.tradeOffs().stream().filter(t -> t.kind() == kind).toList();
    }

    @Test
    void a_run_that_evaluated_subnets_says_which_predictor_its_picture_is_of() throws IOException {
        Path evaluated = made("evaluated", "--evaluate", 4);
        assertThat(Files.readString(evaluated.resolve(Specialization.REPORT)))
                .contains("before it learnt from the 4 subnets that this run evaluated");
        assertThat(of(data(evaluated), Kind.FRONT)).isNotEmpty();
    }

    @Test
    void the_page_of_a_modelled_device_says_that_nobody_measured_on_it() throws IOException {
        Path model = folder.resolve("modelled");
        Launcher.Result result = InProcess.run(
                "--supernet",
                TINY.folder(),
                "--device",
                "pixel",
                "--latency",
                "1s",
                "--evaluate",
                0,
                "--output",
                model);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(model.resolve(Specialization.REPORT)))
                .contains("measured to show. The device is modelled: nobody measured this network on it.");
    }

    @Test
    void what_is_not_there_any_more_is_said_and_the_rest_is_drawn() throws IOException {
        Path net = TINY.copy(folder.resolve("net"));
        Path known = Files.copy(profile, folder.resolve("known.json"));
        Path model = made(net, known, folder.resolve("model"), "--evaluate", 0);

        Path manifest = net.resolve("manifest.json");
        TinySupernet.write(
                manifest, Files.readString(manifest).replaceFirst("\"name\" : \"[^\"]*\"", "\"name\" : \"other\""));
        Launcher.Result changed = InProcess.run("report", model);
        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(changed.err()).contains("another than the one that the model was made from");
        assertThat(Files.readString(model.resolve(Specialization.REPORT)))
                .contains("Each point is a network that was timed for the profile", "cannot be drawn without")
                .doesNotContain("id=\"time-chart\"");

        Files.move(net, folder.resolve("moved"));
        Files.delete(known);
        Launcher.Result alone = InProcess.run("report", model);
        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(alone.err()).contains("--supernet DIR", "--profile FILE");
        assertThat(Files.readString(model.resolve(Specialization.REPORT)))
                .contains("What is missing in this report", "The supernet was not found", "cannot be drawn without");

        Launcher.Result told = InProcess.run("report", model, "--supernet", TINY.folder(), "--profile", profile);
        assertThat(told.err()).isEmpty();
        assertThat(Files.readString(model.resolve(Specialization.REPORT))).doesNotContain("What is missing");
    }

    @Test
    void what_is_no_model_is_refused() {
        Launcher.Result none = InProcess.run("report", folder);
        assertThat(none.code()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("manifest.json: no such file");
    }

    @Test
    void a_browser_draws_it_without_a_complaint_within_a_second() {
        Chromium browser = Chromium.in(folder);
        int fastest = Integer.MAX_VALUE;
        for (int i = 0; i < TRIES && fastest >= MOST_MILLIS; i++) {
            Chromium.Shown shown = browser.open(run.resolve(Specialization.REPORT));
            assertThat(shown.console()).isEmpty();
            assertThat(shown.shapes("front-chart"))
                    .isGreaterThan(of(data(run), Kind.FRONT).size());
            assertThat(shown.shapes("time-chart"))
                    .isGreaterThan(data(run).layers().size());
            assertThat(shown.shapes("prediction-chart"))
                    .isGreaterThan(data(run).nets().size());
            fastest = Math.min(fastest, shown.drawnMillis());
        }
        assertThat(fastest).as("milliseconds to the last chart").isLessThan(MOST_MILLIS);
    }

    @Test
    void on_a_phone_nothing_is_wider_than_the_screen() throws IOException {
        Chromium browser = Chromium.in(folder).withFrames();
        Path phone = folder.resolve("phone.html");
        Files.writeString(
                phone, """
                <!DOCTYPE html><title>not loaded</title><body style="margin: 0">
                <iframe src="%s" style="width: 360px; height: 800px; border: 0"
                    onload="const page = this.contentDocument;
                        document.title = (page.documentElement.scrollWidth > this.clientWidth ? 'scrolls ' : 'fits ')
                            + Array.from(page.querySelectorAll('body *'))
                                .filter(e => !e.closest('.wide') && e.getBoundingClientRect().right > 361)
                                .map(e => e.tagName).join(' ')"></iframe>
                """.formatted(run.resolve(Specialization.REPORT).toUri()));
        assertThat(browser.open(phone).title().strip()).isEqualTo("fits");
    }

    @Test
    void on_a_desk_each_figure_takes_one_line() throws IOException {
        Chromium browser = Chromium.in(folder).withFrames();
        Path page = folder.resolve("long.html");
        Files.writeString(
                page,
                Files.readString(run.resolve(Specialization.REPORT))
                        .replaceFirst("[0-9]+\u00a0inputs", "10000\u00a0inputs"));
        Path desk = folder.resolve("desk.html");
        Files.writeString(desk, """
                <!DOCTYPE html><title>not loaded</title>
                <iframe src="%s" style="width: 1240px; height: 800px; border: 0"
                    onload="const figures = Array.from(this.contentDocument.querySelectorAll('.figures dd'));
                        document.title = figures.length + ' figures, taller than a line: '
                            + figures.filter(e => e.offsetHeight > 24).map(e => e.innerText).join(', ')"></iframe>
                """.formatted(page.toUri()));
        assertThat(browser.open(desk).title().strip()).isEqualTo("6 figures, taller than a line:");
    }
}
