package dev.specialize.specialization;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.Timing;
import dev.specialize.export.Verification;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.search.Optimality;
import dev.specialize.space.Cost;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that is known of a specialised model and of how it came to be.
 *
 * @param format {@value #FORMAT}
 * @param architecture in the words of {@link dev.specialize.space.Architecture#toString}
 * @param modelBytes size of the model's file
 * @param statistics of its batch normalisation
 * @param verifiedOn what {@code verification} was made on
 * @param inputs SHA-256 of what it was made from, by role
 * @param outputs SHA-256 of the other files in the folder, by name
 * @param versions of the programs that took part
 */
public record SpecializationManifest(
        String format,
        String supernet,
        String space,
        String architecture,
        Cost cost,
        long modelBytes,
        Budgets budgets,
        Device device,
        Latency latency,
        Statistics statistics,
        Accuracy accuracy,
        VerificationInputs verifiedOn,
        Verification verification,
        SearchRecord search,
        SortedMap<String, String> inputs,
        SortedMap<String, String> outputs,
        SortedMap<String, String> versions) {
    public static final String FORMAT = "specialization/4";

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
            Optional<Long> activationBytes) {}

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
     * @param probability of keeping the budget, as predicted
     * @param measured on the device; empty if the device was not there to measure
     * @param rejected candidates of higher predicted accuracy that were measured and do not hold the budget
     * @param rounds of searching and measuring
     */
    public record Latency(
            LatencyQuantile quantile,
            double confidence,
            double predictedNanos,
            double deviationNanos,
            double probability,
            Optional<MeasuredLatency> measured,
            List<RejectedCandidate> rejected,
            int rounds) {}

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
     * @param boundNanos what another process takes at most, with the confidence that was asked for
     */
    public record RejectedCandidate(
            String architecture,
            double predictedAccuracy,
            double predictedNanos,
            double measuredNanos,
            double boundNanos) {}

    /**
     * Predicted and measured.
     *
     * @param predicted by the accuracy predictor, after it has learnt from the subnets that were evaluated: the mean of a
     *     posterior, which picking the best does not raise, of what would be measured on the images that its pairs were
     *     measured on
     * @param interval around it; empty if others fitted the predictor and tell none
     * @param predictor how well it does on subnets it was not fitted to; empty if others fitted it
     * @param evaluated subnets on real images, to choose among them
     * @param measured on images that no weight has seen and that the choice did not rest on; empty if the supernet has none
     */
    public record Accuracy(
            double predicted,
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

    /** What random search found. */
    public record RandomBest(String architecture, double predictedAccuracy, double predictedNanos) {}
}
