package dev.specialize.fleet;

import dev.specialize.devices.LatencyQuantile;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that is known of a fleet's models and of how they were chosen; what is known of one model is in the {@code
 * manifest.json} beside it.
 *
 * @param format {@value #FORMAT}
 * @param quantile of a process's runs that has to keep a budget
 * @param confidence that it does
 * @param models how few models were chosen for all entries; empty if each entry has its own best
 * @param totals of all entries
 * @param entries in the order of the fleet's file
 * @param inputs SHA-256 of what all was made from, by role, profiles as {@code profile:NAME}
 * @param versions of the programs that took part
 */
public record FleetManifest(
        String format,
        String supernet,
        String space,
        LatencyQuantile quantile,
        double confidence,
        Search search,
        Optional<ChosenModels> models,
        Totals totals,
        List<Entry> entries,
        SortedMap<String, String> inputs,
        SortedMap<String, String> versions) {
    public static final String FORMAT = "fleet-manifest/1";

    public FleetManifest {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
        entries = List.copyOf(entries);
    }

    /**
     * How all entries were searched for together.
     *
     * @param workers that it ran on
     * @param evaluations architectures whose accuracy was predicted, counted for each device
     * @param candidates that were on some device's front
     * @param evaluatedSubnets candidates that were evaluated on images
     */
    public record Search(
            long seed, String workers, long evaluations, int candidates, int evaluatedSubnets, double seconds) {}

    /**
     * Sums over entries.
     *
     * @param entries how many there are
     * @param withModel how many of them have a model
     * @param distinctModels files of different content
     * @param servedShare of the traffic
     * @param predictedAccuracy mean over the served traffic; empty if none is served, or subnets were ranked by angle
     */
    public record Totals(
            int entries, int withModel, int distinctModels, double servedShare, Optional<Double> predictedAccuracy) {
        static Totals of(List<Entry> entries, int distinctModels) {
            List<Entry> served =
                    entries.stream().filter(e -> e.model.isPresent()).toList();
            double share = served.stream().mapToDouble(Entry::share).sum();
            boolean predicted = served.stream()
                    .allMatch(e -> e.model.orElseThrow().predictedAccuracy.isPresent());
            double accuracy = served.stream()
                    .mapToDouble(e ->
                            e.share * e.model.orElseThrow().predictedAccuracy.orElse(0.0))
                    .sum();
            Optional<Double> mean = predicted && share > 0 ? Optional.of(accuracy / share) : Optional.empty();
            return new Totals(entries.size(), served.size(), distinctModels, share, mean);
        }
    }

    /**
     * A device and a budget.
     *
     * @param share of the traffic
     * @param alone accuracy of the best model for this entry alone, as predicted; empty if nothing meets its budget, or
     *     subnets were ranked by angle
     * @param model empty if it has none
     * @param problem why it has none
     */
    public record Entry(
            String device,
            long latencyNanos,
            double share,
            State state,
            Optional<Double> alone,
            Optional<Model> model,
            Optional<String> problem) {}

    /**
     * What an entry has.
     *
     * @param folder below the fleet's, with slashes
     * @param architecture in the words of {@link dev.specialize.space.Architecture#toString}
     * @param predictedAccuracy empty if subnets were ranked by angle
     * @param boundNanos what is not exceeded with the promised confidence: predicted, or measured where {@code measuredNanos}
     *     is there
     * @param accuracy of the file itself on validation images; empty if the supernet has none
     * @param sha256 of the file
     * @param sameAs folder of the entry whose file it is too, and whether as a hard link or a copy
     */
    public record Model(
            String folder,
            String architecture,
            int batch,
            Optional<Double> predictedAccuracy,
            double predictedNanos,
            double boundNanos,
            Optional<Double> measuredNanos,
            Optional<Double> accuracy,
            long bytes,
            String sha256,
            Optional<SharedFile> sameAs) {}

    /**
     * A file that several entries have.
     *
     * @param folder of the entry that it was made for
     * @param hardLink whether it is the same file on the disk, else a copy
     */
    public record SharedFile(String folder, boolean hardLink) {}
}
