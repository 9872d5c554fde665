package dev.specialize.specialization;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.Timing;
import dev.specialize.export.AccuracyLoss;
import dev.specialize.export.Verification;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.latency.LatencyPrediction;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.quantization.QuantizationRecord;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.MacBudget;
import dev.specialize.search.MemoryBudget;
import dev.specialize.search.Optimality;
import dev.specialize.search.ParameterBudget;
import dev.specialize.search.SearchSettings;
import dev.specialize.search.SizeBudget;
import dev.specialize.space.Cost;
import dev.specialize.supernet.Supernet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Everything that is known of a specialised model and of how it came to be: enough to make the same bytes again, see {@link
 * Reproduction}.
 *
 * @param format {@value #FORMAT}
 * @param architecture in the words of {@link dev.specialize.space.Architecture#toString}
 * @param modelBytes size of the model's file
 * @param export how the file was written
 * @param asked what was asked for, beside budgets
 * @param statistics of its batch normalisation
 * @param verifiedOn what {@code verification} was made on
 * @param quantization of a model of eight bits
 * @param loss of accuracy against the same subnet in float32, where the precision is another
 * @param others what came of other precisions that were tried
 * @param inputs SHA-256 of what it was made from: of each file of the supernet, and of the device's profile
 * @param outputs SHA-256 of the other files in the folder, by name
 * @param versions of the programs that took part, and the processor that they ran on
 * @param threads that libtorch computed with, on which the last bits of the weights depend
 * @param seal SHA-256 of this manifest with an empty seal: whoever edits it is found out
 */
public record SpecializationManifest(
        String format,
        String supernet,
        String space,
        String architecture,
        Cost cost,
        long modelBytes,
        ExportRecord export,
        Asked asked,
        Budgets budgets,
        Device device,
        Latency latency,
        Statistics statistics,
        Accuracy accuracy,
        VerificationInputs verifiedOn,
        Verification verification,
        Optional<QuantizationRecord> quantization,
        Optional<AccuracyLoss> loss,
        List<OtherPrecision> others,
        SearchRecord search,
        SortedMap<String, String> inputs,
        SortedMap<String, String> outputs,
        SortedMap<String, String> versions,
        int threads,
        String seal) {
    public static final String FORMAT = "specialization/6";

    private static final String KIND = "specialization/";

    /** No way out of a folder. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public SpecializationManifest {
        require(format.equals(FORMAT), "format must be " + FORMAT + ", got " + format);
        require(threads >= 1, "threads must be at least 1, got " + threads);
        others = List.copyOf(others);
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        inputs.keySet().forEach(name -> requireFileName(name.replaceFirst("^" + SupernetInputs.PREFIX, "")));
        outputs.keySet().forEach(SpecializationManifest::requireFileName);
    }

    private static void requireFileName(String name) {
        require(FILE_NAME.matcher(name).matches(), "inputs and outputs must be names of files, got '" + name + "'");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** @return whether files of that format are manifests of models, of this or a former version */
    static boolean isFormat(String format) {
        return format.startsWith(KIND);
    }

    /**
     * Reads one that nobody edited.
     *
     * @throws InvalidFileException if the file is missing, no such manifest, of a former format or edited
     */
    public static SpecializationManifest read(Path file) {
        String json = JsonFile.readText(file);
        String format = JsonFile.format(json, file);
        if (!isFormat(format)) {
            throw new InvalidFileException(
                    file,
                    "is not the manifest of a model, "
                            + (format.isEmpty() ? "and of no format" : "but of format " + format)
                            + ". Maybe it is another file");
        }
        if (!format.equals(FORMAT)) {
            throw new InvalidFileException(
                    file,
                    "is of another format, " + format + ", this program's is " + FORMAT
                            + ". Maybe make the model again, with --force where it lies");
        }
        SpecializationManifest manifest = JsonFile.parse(json, file, SpecializationManifest.class);
        if (!manifest.sealed().seal.equals(manifest.seal)) {
            throw new InvalidFileException(
                    file,
                    "was edited after it was written: its seal does not fit. Maybe take it from the model's maker again");
        }
        return manifest;
    }

    /** The same with the seal that fits. */
    SpecializationManifest sealed() {
        return withSeal(Sha256.of(JsonFile.text(withSeal(""))));
    }

    SpecializationManifest insteadOf(List<OtherPrecision> newOthers) {
        return with(newOthers, "").sealed();
    }

    private SpecializationManifest withSeal(String newSeal) {
        return with(others, newSeal);
    }

    private SpecializationManifest with(List<OtherPrecision> newOthers, String newSeal) {
        return new SpecializationManifest(
                format,
                supernet,
                space,
                architecture,
                cost,
                modelBytes,
                export,
                asked,
                budgets,
                device,
                latency,
                statistics,
                accuracy,
                verifiedOn,
                verification,
                quantization,
                loss,
                newOthers,
                search,
                inputs,
                outputs,
                versions,
                threads,
                newSeal);
    }

    /**
     * That of the model; empty if its subnet was ranked by angle. A manifest of a former version may call an angle that was
     * asked for an accuracy.
     */
    public Optional<Double> predictedAccuracy() {
        return accuracy.predicted.filter(predicted -> asked.ranking == Ranking.ACCURACY);
    }

    /** Whether the other files in a folder are there, and as they were when this was written. */
    public boolean isWholeIn(Path folder) {
        return outputs.entrySet().stream()
                .allMatch(output -> Sha256.matches(folder.resolve(output.getKey()), output.getValue()));
    }

    /** Whether the images that the accuracy was measured on are those that its precision was chosen by. */
    public boolean choseItsPrecisionByImages() {
        return accuracy.measured.isPresent()
                && others.stream().anyMatch(other -> other.accuracy().isPresent());
    }

    /**
     * Whether the images that the accuracy was measured on are among those that the pairs of its predictor were measured on:
     * so they are where the supernet was trained here.
     */
    public boolean wasPredictedByItsImages() {
        return accuracy.measured.isPresent()
                && predictedAccuracy().isPresent()
                && accuracy.predictor.isPresent()
                && inputs.containsKey(SupernetInputs.PREFIX + Supernet.PAIRS);
    }

    /** Measured on images, else predicted, if it was. */
    Optional<Double> bestKnownAccuracy() {
        return accuracy.measured.map(MeasuredShare::share).or(this::predictedAccuracy);
    }

    /** Measured on the device, else predicted. */
    double bestKnownNanos() {
        return latency.measured.map(MeasuredLatency::meanNanos).orElse(latency.predictedNanos);
    }

    /** What would be asked for again. */
    Request toRequest() {
        SearchSettings settings = SearchSettings.ofSeed(search.seed).withEvaluations(asked.predictions);
        return new Request(budgets.toLimits(), settings, asked.evaluations, asked.ranking, asked.command);
    }

    /**
     * What was asked for, beside budgets.
     *
     * @param ranking what subnets are ranked by
     * @param predictions subnets to predict, at most
     * @param evaluations subnets to evaluate on images; empty if nobody said how many
     * @param command the options of the command line, but for those that change nothing in the model; empty if another
     *     program asked
     */
    public record Asked(Ranking ranking, int predictions, Optional<Integer> evaluations, List<String> command) {
        public Asked {
            command = List.copyOf(command);
        }

        static Asked of(Request request) {
            return new Asked(
                    request.ranking(), request.search().evaluations(), request.evaluations(), request.command());
        }
    }

    /**
     * What was asked for.
     *
     * @param modelBytes of the model's file
     * @param activationBytes alive at once, for one image
     */
    public record Budgets(
            long latencyNanos,
            Optional<Long> macs,
            Optional<Long> parameters,
            Optional<Long> modelBytes,
            Optional<Long> activationBytes) {
        /** @param limits one of them for latency */
        static Budgets of(Limits limits) {
            return new Budgets(
                    limits.latency().orElseThrow().nanos(),
                    limits.macs().map(MacBudget::macs),
                    limits.parameters().map(ParameterBudget::parameters),
                    limits.modelSize().map(SizeBudget::bytes),
                    limits.memory().map(MemoryBudget::bytes));
        }

        Limits toLimits() {
            return new Limits(
                    Optional.of(new LatencyBudget(latencyNanos)),
                    macs.map(MacBudget::new),
                    parameters.map(ParameterBudget::new),
                    modelBytes.map(SizeBudget::new),
                    activationBytes.map(MemoryBudget::new));
        }
    }

    /**
     * What it was asked for on. Of a device that only a published table is known of, model, runtime and error are empty.
     *
     * @param batch images that one run takes
     * @param heldOutError of the profile's predictions, on networks that they were not fitted to
     * @param expectedErrorPercent of a modelled device: standard deviation of its error for whole networks
     */
    public record Device(
            String name,
            Optional<String> model,
            Provenance provenance,
            Optional<RuntimeSettings> runtime,
            int batch,
            Optional<PredictionError> heldOutError,
            Optional<Double> expectedErrorPercent) {}

    /**
     * Predicted and measured.
     *
     * @param quantile of a process's runs that all times here are of
     * @param confidence that was asked for
     * @param predictedNanos mean of the prediction by which it was chosen
     * @param deviationNanos standard deviation of that prediction
     * @param degrees of freedom that the deviation is known with
     * @param probability of keeping the budget, as predicted
     * @param measured on the device; empty if the device was not there to measure
     * @param rejected candidates of a higher rank that were measured and do not hold the budget
     * @param rounds of searching and measuring
     */
    public record Latency(
            LatencyQuantile quantile,
            double confidence,
            double predictedNanos,
            double deviationNanos,
            double degrees,
            double probability,
            Optional<MeasuredLatency> measured,
            List<RejectedCandidate> rejected,
            int rounds) {
        public LatencyPrediction prediction() {
            return new LatencyPrediction(predictedNanos, deviationNanos, degrees);
        }
    }

    /**
     * What the model took on the device.
     *
     * @param meanNanos over processes
     * @param boundNanos what another process takes at most, with the confidence that was asked for
     * @param nanosByProcess of each
     * @param timing of all runs
     * @param logits of the model on the device against those on this machine
     */
    public record MeasuredLatency(
            double meanNanos, double boundNanos, List<Double> nanosByProcess, Timing timing, Verification logits) {}

    /**
     * A candidate that the device does not run within the budget.
     *
     * @param predictedAccuracy empty if subnets were ranked by angle
     * @param boundNanos what another process takes at most, with the confidence that was asked for
     */
    public record RejectedCandidate(
            String architecture,
            Optional<Double> predictedAccuracy,
            double predictedNanos,
            double measuredNanos,
            double boundNanos) {}

    /**
     * Predicted and measured.
     *
     * @param predicted by the accuracy predictor, after it has learnt from the subnets that were evaluated: the mean of a
     *     posterior, which picking the best does not raise, of what would be measured on the images that its pairs were
     *     measured on; empty if subnets were ranked by angle, which predicts none
     * @param interval around it; empty if others fitted the predictor and tell none
     * @param predictor how well it does on subnets it was not fitted to; empty if others fitted it
     * @param evaluated subnets on real images, to choose among them
     * @param measured on images that no weight has seen, see {@link SpecializationManifest#choseItsPrecisionByImages} and
     *     {@link SpecializationManifest#wasPredictedByItsImages} for what rested on them; empty if the supernet has none
     */
    public record Accuracy(
            Optional<Double> predicted,
            Optional<AccuracyInterval> interval,
            Optional<PredictorQuality> predictor,
            Evaluated evaluated,
            Optional<MeasuredShare> measured) {}

    /**
     * What candidates were evaluated on.
     *
     * @param subnets how many, those for other budgets of the same run included
     * @param images validation images, none of which {@code measured} is on
     */
    public record Evaluated(int subnets, int images) {
        static final Evaluated NONE = new Evaluated(0, 0);
    }

    /**
     * Right answers of the exported file itself.
     *
     * @param share of {@code images} images
     * @param lowest of the 95 % interval around it (Wilson's), from the number of images
     * @param highest of that interval
     */
    public record MeasuredShare(String split, int images, double share, double lowest, double highest) {}

    /**
     * How it was found.
     *
     * @param seconds of the search, random search not counted
     * @param optimality how good an answer can be at most, where the predictor adds up over blocks
     * @param random the best of random search with as many evaluations, for comparison; empty if no draw kept the budgets
     */
    public record SearchRecord(
            long seed,
            int evaluations,
            double seconds,
            Optional<Optimality> optimality,
            int randomFeasible,
            Optional<RandomBest> random) {}

    /**
     * What random search found.
     *
     * @param predictedAccuracy empty if subnets were ranked by angle
     */
    public record RandomBest(String architecture, Optional<Double> predictedAccuracy, double predictedNanos) {}
}
