package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.cluster.AnyWorkers;
import dev.specialize.cluster.Workers;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.export.OnnxModel;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.fleet.Fleet;
import dev.specialize.fleet.FleetEntry;
import dev.specialize.fleet.FleetFile;
import dev.specialize.fleet.FleetFolder;
import dev.specialize.fleet.FleetJob;
import dev.specialize.fleet.FleetManifest;
import dev.specialize.fleet.FleetManifest.Entry;
import dev.specialize.fleet.FleetManifest.Model;
import dev.specialize.fleet.FleetSettings;
import dev.specialize.fleet.State;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SupernetPredictor;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.supernet.Supernet;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices that differ in pace only, so that twice the budget on one is what the budget is on the other. */
class FleetCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private static Path shared;

    private static DeviceProfile fast;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writes_profiles() {
        SearchSpace space = TINY.searchSpace();
        fast = new SyntheticDevice(1).profile("fast", space, shared.resolve("fast.json"));
        new SyntheticDevice(2).profile("slow", space, shared.resolve("slow.json"));
    }

    /** @param devices as in the file */
    private static Path fleet(String name, String devices) {
        Path file = shared.resolve(name);
        TinySupernet.write(
                file,
                "{\"format\": \"fleet/1\", \"supernet\": \"" + TINY.folder() + "\", \"devices\": [" + devices + "]}");
        return file;
    }

    private static String device(String name, Map<String, Integer> weightByBudget) {
        String budgets = String.join(
                ", ",
                weightByBudget.entrySet().stream()
                        .map(e -> "{\"latency\": \"" + e.getKey() + "\", \"weight\": " + e.getValue() + "}")
                        .toList());
        return "{\"device\": \"" + name + "\", \"budgets\": [" + budgets + "]}";
    }

    private static Path usual() {
        return fleet(
                "usual.json",
                device("fast.json", Map.of("120us", 3)) + ", " + device("slow.json", Map.of("240us", 2, "1ns", 5))
                        + ", " + device("nokia", Map.of("5ms", 0)));
    }

    private static Launcher.Result run(Path fleet, Path out, Object... more) {
        return InProcess.run(Stream.concat(Stream.of("fleet", fleet, "--output", out), Stream.of(more))
                .toArray());
    }

    private static FleetManifest manifest(Path out) {
        return JsonFile.read(out.resolve(FleetFolder.MANIFEST), FleetManifest.class);
    }

    private static List<State> states(FleetManifest manifest) {
        return manifest.entries().stream().map(Entry::state).toList();
    }

    @Test
    void each_entry_gets_its_model_and_what_has_none_keeps_no_other_from_its_own() throws IOException {
        Path out = folder.resolve("out");
        Launcher.Result result = run(usual(), out);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(result.complaints())
                .hasSize(2)
                .anySatisfy(c -> assertThat(c).contains("1 ns", "slow", "fastest"))
                .anySatisfy(c -> assertThat(c).contains("nokia", "pixel"));
        assertThat(result.out()).contains("delivered", "no-model", "2 of 4 have a model", "50.0 % of the traffic");
        FleetManifest manifest = manifest(out);
        assertThat(manifest.totals().servedShare()).isEqualTo(0.5);
        assertThat(manifest.inputs()).containsKeys("supernet", "predictor", "profile:fast", "profile:slow");
        for (Entry entry : manifest.entries()) {
            assertThat(entry.model().isPresent()).isEqualTo(entry.state() == State.DELIVERED);
            assertThat(entry.problem().isPresent()).isEqualTo(entry.state() == State.NO_MODEL);
            entry.model().ifPresent(model -> assertWhole(out, entry, model));
        }
    }

    private static void assertWhole(Path out, Entry entry, Model model) {
        Path own = out.resolve(model.folder());
        assertThat(model.boundNanos()).isLessThanOrEqualTo((double) entry.latencyNanos());
        assertThat(model.predictedAccuracy()).isPresent().isEqualTo(entry.alone());
        assertThat(Sha256.of(own.resolve(Specialization.MODEL))).isEqualTo(model.sha256());
        SpecializationManifest alone =
                JsonFile.read(own.resolve(Specialization.MANIFEST), SpecializationManifest.class);
        assertThat(alone.architecture()).isEqualTo(model.architecture());
        assertThat(alone.budgets().latencyNanos()).isEqualTo(entry.latencyNanos());
        assertThat(alone.device().name()).isEqualTo(entry.device());
        assertThat(alone.verification().sameClass())
                .isEqualTo(alone.verification().images());
        try (OnnxModel loaded = OnnxModel.load(Files.readAllBytes(own.resolve(Specialization.MODEL)))) {
            assertThat(loaded).isNotNull();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void equal_models_are_one_file_and_a_second_run_finds_all_up_to_date() throws IOException {
        Path out = folder.resolve("out");
        Launcher.Result first = run(usual(), out, "--models", 1, "--json");
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(out.resolve(FleetFolder.MANIFEST)).hasContent(first.out());
        FleetManifest manifest = manifest(out);
        assertThat(manifest.totals().distinctModels()).isEqualTo(1);
        assertThat(manifest.models().orElseThrow().proven()).isTrue();
        List<Model> models =
                manifest.entries().stream().flatMap(e -> e.model().stream()).toList();
        assertThat(models).hasSize(2);
        assertThat(models.get(0).sameAs()).isEmpty();
        assertThat(models.get(1).sameAs().orElseThrow().folder())
                .isEqualTo(models.get(0).folder());
        Path one = out.resolve(models.get(0).folder()).resolve(Specialization.MODEL);
        Path other = out.resolve(models.get(1).folder()).resolve(Specialization.MODEL);
        assertThat(Files.isSameFile(one, other))
                .isEqualTo(models.get(1).sameAs().orElseThrow().hardLink());
        assertThat(other).hasSameBinaryContentAs(one);

        Launcher.Result second = run(usual(), out, "--models", 1);
        assertThat(second.err()).doesNotContain("export and verify");
        assertThat(states(manifest(out))).filteredOn(s -> s != State.NO_MODEL).containsOnly(State.UP_TO_DATE);

        // what is damaged, or was asked for in another way, is made anew
        Files.writeString(one, "no model");
        assertThat(run(usual(), out, "--models", 1).err()).contains("export and verify");
        run(usual(), out, "--models", 1, "--seed", 5);
        assertThat(states(manifest(out))).filteredOn(s -> s != State.NO_MODEL).containsOnly(State.DELIVERED);
    }

    @Test
    void a_folder_of_another_run_is_refused_and_one_of_a_smaller_fleet_goes_on() throws IOException {
        Path small = fleet("small.json", device("fast.json", Map.of("120us", 1)));
        Path out = folder.resolve("out");
        assertThat(run(small, out).code()).isZero();
        Path other = fleet("other.json", device("slow.json", Map.of("240us", 1)));
        run(other, out).assertRefused(ExitCode.USAGE, "holds another run", "'fast.json/120us'", "another --output");
        Path larger = fleet(
                "larger.json",
                device("fast.json", Map.of("120us", 1)) + ", " + device("slow.json", Map.of("240us", 1)));
        assertThat(run(larger, out).code()).isZero();
        assertThat(states(manifest(out))).containsExactly(State.UP_TO_DATE, State.DELIVERED);

        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("diary.txt"), "dear diary");
        run(small, foreign).assertRefused(ExitCode.USAGE, "holds no fleet");
        assertThat(foreign).isDirectoryContaining("glob:**diary.txt").isDirectoryNotContaining("glob:**.json");
    }

    @Test
    void where_nobody_chose_the_folder_its_name_tells_what_is_not_as_usual() {
        Launcher launcher = new Launcher(folder);
        Path one = fleet("one.json", device("fast.json", Map.of("120us", 1)));
        Launcher.Result result =
                launcher.run("fleet", one, "--confidence", 0.9, "--evaluations", 50, "--evaluate", 0, "--seed", 1);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(launcher.data()
                        .resolve("models")
                        .resolve("fleet-one-confidence-0.9-evaluations-50-seed-1")
                        .resolve(FleetFolder.MANIFEST))
                .exists();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        Path out = folder.resolve("out");
        Path twice = fleet(
                "twice.json",
                device("fast.json", Map.of("120us", 1)) + ", " + device("./fast.json", Map.of("150us", 1)));
        run(twice, out).assertRefused(ExitCode.USAGE, "which the fleet has already");
        Path unknown = fleet(
                "unknown.json", device("fast", Map.of("120us", 1)) + ", " + device("fast.json", Map.of("120us", 1)));
        run(unknown, out).assertRefused(ExitCode.USAGE, "'fast'", "which the fleet has already");
        run(shared.resolve("none.json"), out).assertRefused(ExitCode.USAGE, "no such file");
        run(usual(), out, "--models", 0).assertRefused(ExitCode.USAGE, "models must be at least 1, got 0");
        run(usual(), out, "--models", 1, "--measure").assertRefused(ExitCode.USAGE, "--models", "--measure");
        run(usual(), out, "--evaluations", 0).assertRefused(ExitCode.USAGE, "--evaluations", "got 0");
        assertThat(out).doesNotExist();
    }

    @Test
    void the_program_comes_without_spark_and_says_how_to_bring_it() throws IOException {
        Launcher launcher = new Launcher(folder);
        launcher.run("fleet", usual(), "--output", folder.resolve("out"), "--master", "local[2]")
                .assertRefused(ExitCode.USAGE, "Apache Spark is not there", "SPECIALIZE_SPARK");
        assertThat(folder.resolve("out")).doesNotExist();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        launcher.with("SPECIALIZE_SPARK", empty)
                .run("fleet", usual(), "--master", "local[2]")
                .assertRefused(ExitCode.USAGE, "no jars in '" + empty + "'", "Spark installation");
    }

    @Test
    void a_profile_of_another_space_is_a_problem_of_its_entries_only() {
        String text = JsonFile.text(fast).replace("\"name\" : \"fast\"", "\"name\" : \"odd\"");
        TinySupernet.write(shared.resolve("odd.json"), text.replace("\"name\" : \"tiny\"", "\"name\" : \"huge\""));
        Path fleet = fleet(
                "mixed.json", device("odd.json", Map.of("120us", 1)) + ", " + device("fast.json", Map.of("120us", 1)));
        Path out = folder.resolve("out");
        Launcher.Result result = run(fleet, out);
        assertThat(result.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(result.complaints()).hasSize(1).first().asString().contains("huge", "tiny");
        assertThat(states(manifest(out))).containsExactly(State.NO_MODEL, State.DELIVERED);
    }

    @Test
    void a_profile_may_come_late_and_be_lost_again() throws IOException {
        Path late = shared.resolve("late.json");
        Path fleet = fleet(
                "waiting.json",
                device("late.json", Map.of("120us", 1)) + ", " + device("fast.json", Map.of("120us", 1)));
        Path out = folder.resolve("out");
        assertThat(run(fleet, out).code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(states(manifest(out))).containsExactly(State.NO_MODEL, State.DELIVERED);
        TinySupernet.write(late, JsonFile.text(fast).replace("\"name\" : \"fast\"", "\"name\" : \"board\""));
        Launcher.Result found = run(fleet, out);
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(states(manifest(out))).containsExactly(State.DELIVERED, State.UP_TO_DATE);
        Files.delete(late);
        Launcher.Result lost = run(fleet, out);
        assertThat(lost.code()).as(lost.err()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(states(manifest(out))).containsExactly(State.NO_MODEL, State.UP_TO_DATE);
    }

    @Test
    void a_profile_of_another_precision_is_a_problem_of_its_entries_only() {
        String text = JsonFile.text(fast).replace("\"name\" : \"fast\"", "\"name\" : \"eight\"");
        TinySupernet.write(
                shared.resolve("eight.json"), text.replace("\"precision\" : \"fp32\"", "\"precision\" : \"int8\""));
        Path fleet = fleet(
                "precisions.json",
                device("eight.json", Map.of("120us", 1)) + ", " + device("fast.json", Map.of("120us", 1)));
        Path out = folder.resolve("out");
        Launcher.Result result = run(fleet, out);
        assertThat(result.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(result.complaints()).hasSize(1).first().asString().contains("eight", "int8", "fp32");
        assertThat(states(manifest(out))).containsExactly(State.NO_MODEL, State.DELIVERED);
    }

    @Test
    void subnets_evaluated_on_spark_are_right_about_the_same_images() {
        AnyWorkers.assumeSpark();
        Map<String, Integer> budgets = IntStream.range(0, 24)
                .boxed()
                .collect(Collectors.toMap(i -> Math.round(25_000 * Math.pow(1.06, i)) + "ns", i -> 1 + i % 3));
        Path many = fleet("many.json", device("slow.json", budgets));
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        Launcher.Result threads = run(many, here, "--models", 2, "--evaluate", 40);
        assertThat(threads.code()).as(threads.err()).isZero();
        Launcher.Result spark = run(many, there, "--models", 2, "--evaluate", 40, "--master", "local[2]");
        assertThat(spark.code()).as(spark.err()).isZero();
        assertThat(spark.err()).contains("Spark ").containsPattern("evaluated (\\d+) of \\1 subnets");
        assertThat(manifest(there).entries()).isEqualTo(manifest(here).entries());
        assertThat(manifest(there).models()).isEqualTo(manifest(here).models());
        assertThat(there.resolve("evaluations.jsonl")).hasSameTextualContentAs(here.resolve("evaluations.jsonl"));
        // known by now
        run(many, here, "--models", 2, "--evaluate", 40);
        assertThat(states(manifest(here))).containsOnly(State.UP_TO_DATE);
    }

    /** Takes the time that a {@link SyntheticDevice} takes, and computes. */
    private static ModelRunner computing(SyntheticDevice device) {
        return (ModelRunner) Proxy.newProxyInstance(
                ModelRunner.class.getClassLoader(), new Class<?>[] {ModelRunner.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(device, arguments);
                    return answer instanceof TimedModel timed ? new Computing(timed, (byte[]) arguments[0]) : answer;
                });
    }

    private static final class Computing implements TimedModel {
        private final TimedModel timed;
        private final byte[] onnx;

        Computing(TimedModel timed, byte[] onnx) {
            this.timed = timed;
            this.onnx = onnx;
        }

        @Override
        public Samples time(Sampling sampling) {
            return timed.time(sampling);
        }

        @Override
        public float[] run(float[] input) {
            try (OnnxModel model = OnnxModel.load(onnx)) {
                return model.logits(input, 1);
            }
        }

        @Override
        public void close() {
            timed.close();
        }
    }

    @Test
    void devices_that_can_be_reached_are_measured_and_an_interrupted_run_goes_on() {
        Supernet net = Supernet.read(TINY.folder());
        Fleet fleet = new Fleet(
                Map.of("fast", fast, "slow", DeviceProfile.read(shared.resolve("slow.json"))),
                List.of(
                        new FleetEntry("slow", LatencyBudget.parse("240us"), 0.5),
                        new FleetEntry("fast", LatencyBudget.parse("120us"), 0.25),
                        new FleetEntry("fast", LatencyBudget.parse("150us"), 0.25)),
                Map.of());
        FleetSettings settings = new FleetSettings(SearchSettings.ofSeed(0).withEvaluations(300), Optional.empty(), 0);
        FleetJob job =
                new FleetJob(fleet, net, SupernetPredictor.read(net), LatencyPromise.USUAL, settings, note -> {});
        FleetFile file = FleetFile.read(fleet(
                "reached.json",
                device("slow", Map.of("240us", 2)) + ", " + device("fast", Map.of("120us", 1, "150us", 1))));
        Path out = folder.resolve("out");
        FleetFolder claimed = FleetFolder.claimed(out, "net", file, fleet.entries());
        int[] asked = {0};
        try (Workers workers = Workers.threads(1)) {
            FleetManifest cut = job.deliver(claimed, workers, FleetCommandTest::reach, () -> ++asked[0] > 1);
            assertThat(states(cut)).containsExactly(State.INTERRUPTED, State.DELIVERED, State.INTERRUPTED);
            FleetManifest whole = job.deliver(claimed, workers, FleetCommandTest::reach, () -> false);
            assertThat(states(whole)).containsExactly(State.DELIVERED, State.UP_TO_DATE, State.DELIVERED);
            List<Optional<Double>> measured = whole.entries().stream()
                    .map(entry -> entry.model().orElseThrow().measuredNanos())
                    .toList();
            assertThat(measured.get(0)).isEmpty();
            assertThat(measured.get(1).orElseThrow()).isLessThanOrEqualTo(120_000);
            assertThat(measured.get(2).orElseThrow()).isLessThanOrEqualTo(150_000);

            // what was measured stays while it is what is asked for, whether the device is there or not
            assertThat(states(job.deliver(claimed, workers, TargetDevice::unreached, () -> false)))
                    .containsOnly(State.UP_TO_DATE);
            assertThat(states(job.deliver(claimed, workers, FleetCommandTest::broken, () -> false)))
                    .containsOnly(State.UP_TO_DATE);

            // and what is no longer asked for stays as long as nothing can tell
            FleetSettings others =
                    new FleetSettings(SearchSettings.ofSeed(1).withEvaluations(300), Optional.empty(), 0);
            FleetJob other =
                    new FleetJob(fleet, net, SupernetPredictor.read(net), LatencyPromise.USUAL, others, note -> {});
            FleetManifest failed = other.deliver(claimed, workers, FleetCommandTest::broken, () -> false);
            assertThat(states(failed)).containsExactly(State.DELIVERED, State.DEVICE_FAILED, State.DEVICE_FAILED);
            assertThat(out.resolve("fast").resolve("120us").resolve(Specialization.MODEL))
                    .exists();
        }
    }

    private static TargetDevice broken(DeviceProfile profile) {
        if (profile.name().equals("fast")) {
            throw new DeviceException("unauthorised");
        }
        return TargetDevice.unreached(profile);
    }

    private static TargetDevice reach(DeviceProfile profile) {
        return profile.name().equals("fast")
                ? TargetDevice.reached(profile, computing(new SyntheticDevice(1)))
                : TargetDevice.unreached(profile);
    }
}
