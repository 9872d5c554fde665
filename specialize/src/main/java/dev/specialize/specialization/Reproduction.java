package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.Sha256;
import dev.specialize.onnx.BatchSize;
import dev.specialize.space.Architecture;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a model again from its manifest and its supernet, and compares the bytes. The architecture and the way of exporting
 * are in the manifest, so neither the device nor its profile is needed; {@link #searching} finds the architecture anew too.
 *
 * @param file where the manifest was read from
 * @param supernet folder of the supernet that the model is of
 * @param profile of the device, if the search is to be repeated
 */
public record Reproduction(Path file, SpecializationManifest manifest, Path supernet, Optional<DeviceProfile> profile) {
    public Reproduction {
        boolean measured = manifest.latency().measured().isPresent();
        if (profile.isPresent() && measured) {
            throw new IllegalArgumentException(file + ": the architecture was chosen by measurements on "
                    + manifest.device().name()
                    + ", which are never the same twice, so the search cannot be repeated. Maybe leave out --search");
        }
    }

    /** Of the architecture that the manifest names. */
    public static Reproduction of(Path file, SpecializationManifest manifest, Path supernet) {
        return new Reproduction(file, manifest, supernet, Optional.empty());
    }

    /**
     * The same, searching for the architecture as it was done then.
     *
     * @throws IllegalArgumentException if candidates were measured then: measurements are never the same twice
     */
    public Reproduction searching(DeviceProfile newProfile) {
        return new Reproduction(file, manifest, supernet, Optional.of(newProfile));
    }

    /** Files by name. */
    private record Rebuilt(SortedMap<String, byte[]> files, SortedMap<String, String> versions) {
        void write(Path folder, byte[] manifest) {
            ModelFolder.fill(folder, files, manifest, written -> {});
        }
    }

    /**
     * Does it, and writes nothing.
     *
     * @param notes told what is being done, in short sentences
     * @throws dev.specialize.files.InvalidFileException if the folder is not a supernet, or is damaged
     */
    public ReproductionReport run(Consumer<String> notes) {
        return run(notes, rebuilt -> {});
    }

    /**
     * The same, writing the files and the manifest to a folder if they are the same.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public ReproductionReport writing(Path folder, Consumer<String> notes) {
        byte[] original = bytes(file);
        return run(notes, rebuilt -> rebuilt.write(folder, original));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private ReproductionReport run(Consumer<String> notes, Consumer<Rebuilt> use) {
        List<HashComparison> inputs = inputs();
        if (!inputs.stream().allMatch(HashComparison::same)) {
            return report(ReproductionVerdict.INPUTS_CHANGED, inputs, List.of(), List.of());
        }
        Supernet net = Supernet.read(supernet);
        Rebuilt rebuilt = TorchThreads.computing(
                manifest.threads(),
                () -> profile.map(p -> searched(net, p, notes)).orElseGet(() -> exported(net, notes)));
        List<HashComparison> outputs = manifest.outputs().entrySet().stream()
                .filter(output -> rebuilt.files.containsKey(output.getKey()))
                .map(output -> HashComparison.of(
                        output.getKey(), output.getValue(), Sha256.of(rebuilt.files.get(output.getKey()))))
                .toList();
        boolean same = outputs.stream().allMatch(HashComparison::same);
        if (same) {
            use.accept(rebuilt);
        }
        return report(
                same ? ReproductionVerdict.SAME_BYTES : ReproductionVerdict.OUTPUTS_DIFFER,
                inputs,
                outputs,
                VersionChange.between(manifest.versions(), rebuilt.versions));
    }

    private ReproductionReport report(
            ReproductionVerdict verdict,
            List<HashComparison> inputs,
            List<HashComparison> outputs,
            List<VersionChange> versions) {
        return new ReproductionReport(file.toString(), verdict, inputs, outputs, versions);
    }

    private List<HashComparison> inputs() {
        SortedMap<String, String> now = SupernetInputs.of(supernet).hashes();
        List<HashComparison> inputs = new ArrayList<>();
        manifest.inputs().forEach((name, hash) -> {
            if (!name.equals(RunKey.PROFILE)) {
                inputs.add(new HashComparison(name, hash, Optional.ofNullable(now.get(name))));
            }
        });
        profile.ifPresent(p -> inputs.add(
                HashComparison.of(RunKey.PROFILE, manifest.inputs().getOrDefault(RunKey.PROFILE, ""), RunKey.hash(p))));
        return inputs;
    }

    private Rebuilt exported(Supernet net, Consumer<String> notes) {
        Architecture architecture = Architecture.parse(manifest.architecture());
        notes.accept("export and verify " + architecture);
        BatchSize batch = manifest.export().batch().map(BatchSize::of).orElse(BatchSize.DYNAMIC);
        VerifiedModel model = VerifiedModel.of(
                net,
                architecture,
                batch,
                manifest.export().label(net.manifest()),
                manifest.budgets().toLimits());
        return new Rebuilt(
                files(model.onnx(), ArchitectureFile.text(net.space(), architecture)),
                Versions.here(model.engineVersion()));
    }

    private Rebuilt searched(Supernet net, DeviceProfile device, Consumer<String> notes) {
        Request request = manifest.toRequest();
        LatencyPromise promise = new LatencyPromise(
                manifest.latency().quantile(), manifest.latency().confidence());
        Specialization made = new Specializer(
                        net,
                        request.ranking().predictor(net.folder(), net.space()),
                        TargetDevice.unreached(device),
                        promise,
                        manifest.export().label(net.manifest()),
                        notes)
                .specialize(request);
        return new Rebuilt(
                files(made.onnx(), made.architecture()), made.manifest().versions());
    }

    private static SortedMap<String, byte[]> files(byte[] onnx, String architecture) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(Specialization.MODEL, onnx);
        files.put(Specialization.ARCHITECTURE, architecture.getBytes(StandardCharsets.UTF_8));
        return Collections.unmodifiableSortedMap(files);
    }
}
