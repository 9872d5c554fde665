package dev.specialize.specialization;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.Verification;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.ImageSet;
import dev.specialize.latency.LatencyPrediction;
import dev.specialize.latency.ProcessTimes;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.SearchResult;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SpecializationManifest.Accuracy;
import dev.specialize.specialization.SpecializationManifest.Asked;
import dev.specialize.specialization.SpecializationManifest.Budgets;
import dev.specialize.specialization.SpecializationManifest.Device;
import dev.specialize.specialization.SpecializationManifest.Evaluated;
import dev.specialize.specialization.SpecializationManifest.Latency;
import dev.specialize.specialization.SpecializationManifest.MeasuredLatency;
import dev.specialize.specialization.SpecializationManifest.MeasuredShare;
import dev.specialize.specialization.SpecializationManifest.RandomBest;
import dev.specialize.specialization.SpecializationManifest.RejectedCandidate;
import dev.specialize.specialization.SpecializationManifest.SearchRecord;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchThreads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A verified model for a device and a budget, ready to be written. */
public final class Specialization {
    public static final String MODEL = "model.onnx";
    public static final String ARCHITECTURE = "architecture.json";
    public static final String MANIFEST = "manifest.json";
    /** The mark of a folder that is being written to. */
    static final String UNFINISHED = ".specialize-unfinished";

    /** Made from the manifest, beside it; no part of what makes a folder whole. */
    public static final String REPORT = "report.html";

    private final byte[] onnx;
    private final String architecture;
    private final SpecializationManifest manifest;

    private Specialization(byte[] onnx, String architecture, SpecializationManifest manifest) {
        this.onnx = onnx;
        this.architecture = architecture;
        this.manifest = manifest;
    }

    static Specialization of(
            Supernet supernet,
            PredictorModel predictor,
            TargetDevice device,
            ModelLabel label,
            Request request,
            Found found,
            Evaluated evaluated,
            VerifiedModel model) {
        Architecture winner = found.winner().architecture();
        SearchSpace space = supernet.space();
        String json = ArchitectureFile.text(space, winner);
        DeviceProfile profile = device.profile();

        SortedMap<String, String> outputs = new TreeMap<>();
        outputs.put(MODEL, Sha256.of(model.onnx()));
        outputs.put(ARCHITECTURE, Sha256.of(json));

        SpecializationManifest manifest = new SpecializationManifest(
                SpecializationManifest.FORMAT,
                supernet.manifest().name(),
                space.name(),
                winner.toString(),
                space.lower(winner).cost(),
                model.onnx().length,
                ExportRecord.of(profile.batch(), label),
                Asked.of(request),
                Budgets.of(request.limits()),
                new Device(
                        profile.name(),
                        profile.measurement().map(m -> m.device().model()),
                        profile.provenance(),
                        profile.measurement().map(DeviceMeasurement::runtime),
                        profile.batch(),
                        profile.heldOutError(),
                        profile.expectedErrorPercent()),
                latency(found, predictor, request),
                model.statistics(),
                accuracy(found, predictor, supernet, evaluated, model),
                model.inputs(),
                model.verification(),
                model.quantization(),
                model.loss(),
                List.of(),
                searchRecord(found, predictor, request),
                RunKey.inputs(SupernetInputs.of(supernet), profile),
                outputs,
                Versions.here(model.engineVersion()),
                TorchThreads.count(),
                "");
        return new Specialization(model.onnx(), json, manifest.sealed());
    }

    private static Latency latency(Found found, PredictorModel predictor, Request request) {
        LatencyPrediction predicted = found.prediction();
        return new Latency(
                found.promise().quantile(),
                found.promise().confidence(),
                predicted.nanos(),
                predicted.deviationNanos(),
                predicted.degrees(),
                predicted.probabilityWithin((double) request.latency().nanos()),
                found.measured().map(m -> measured(m, found.logits().orElseThrow())),
                found.rejected().stream().map(r -> rejected(r, predictor)).toList(),
                found.rounds());
    }

    private static MeasuredLatency measured(MeasuredCandidate candidate, Verification logits) {
        ProcessTimes times = candidate.times();
        return new MeasuredLatency(
                times.meanNanos(), candidate.boundNanos(), times.nanosByProcess(), times.timing(), logits);
    }

    private static RejectedCandidate rejected(MeasuredCandidate candidate, PredictorModel predictor) {
        return new RejectedCandidate(
                candidate.candidate().architecture().toString(),
                predictor.asAccuracy(candidate.candidate().predictedAccuracy()),
                candidate.predicted().nanos(),
                candidate.times().meanNanos(),
                candidate.boundNanos());
    }

    private static Accuracy accuracy(
            Found found, PredictorModel predictor, Supernet supernet, Evaluated evaluated, VerifiedModel model) {
        int images = supernet.validation().map(ImageSet::count).orElse(0);
        return new Accuracy(
                predictor.asAccuracy(found.winner().predictedAccuracy()),
                predictor
                        .estimates()
                        .map(e -> AccuracyInterval.of(e.of(found.winner().architecture()))),
                predictor.quality(),
                evaluated,
                model.accuracy().map(share -> measuredShare(share, images)));
    }

    private static MeasuredShare measuredShare(double share, int images) {
        WilsonInterval interval = WilsonInterval.of(share, images);
        return new MeasuredShare("validation", images, share, interval.lowest(), interval.highest());
    }

    private static SearchRecord searchRecord(Found found, PredictorModel predictor, Request request) {
        SearchResult result = found.search();
        return new SearchRecord(
                request.search().seed(),
                result.evaluations(),
                result.duration().toNanos() / 1e9,
                found.optimality(),
                result.random().feasible(),
                result.random()
                        .best()
                        .map(b -> new RandomBest(
                                b.architecture().toString(),
                                predictor.asAccuracy(b.predictedAccuracy()),
                                b.uses().get(0).predicted())));
    }

    /** The same, with what was made in other precisions and not chosen. */
    Specialization insteadOf(List<OtherPrecision> others) {
        return new Specialization(onnx, architecture, manifest.insteadOf(others));
    }

    byte[] onnx() {
        return onnx;
    }

    /** The JSON of the architecture. */
    String architecture() {
        return architecture;
    }

    public SpecializationManifest manifest() {
        return manifest;
    }

    /**
     * Writes model, architecture and manifest, the manifest last and a former one deleted first: a folder with a manifest is
     * whole.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public void write(Path folder) {
        write(folder, written -> {});
    }

    /**
     * The same, with more beside it.
     *
     * @param beside writes to the folder what is made from the manifest, such as a report
     */
    public void write(Path folder, Consumer<Path> beside) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(MODEL, onnx);
        files.put(ARCHITECTURE, architecture.getBytes(StandardCharsets.UTF_8));
        ModelFolder.fill(folder, files, JsonFile.text(manifest).getBytes(StandardCharsets.UTF_8), beside);
    }
}
