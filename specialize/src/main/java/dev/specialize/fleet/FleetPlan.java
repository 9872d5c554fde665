package dev.specialize.fleet;

import dev.specialize.search.SearchResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What every entry of a fleet gets, before anything is exported.
 *
 * @param assignments in the order of the entries
 * @param choice how few models were chosen for all of them; empty if each entry has its own best
 */
record FleetPlan(List<Assignment> assignments, Optional<ChosenModels> choice) {
    FleetPlan {
        assignments = List.copyOf(assignments);
    }

    /** Each entry gets the best that is known for it. */
    static FleetPlan each(Fleet fleet, FleetCandidates candidates) {
        return new FleetPlan(
                fleet.entries().stream()
                        .map(entry -> candidates
                                .best(entry)
                                .map(best -> Assignment.of(
                                        entry,
                                        candidates.result(best, entry),
                                        candidates.accuracies().get(best)))
                                .orElseGet(() -> Assignment.impossible(entry, problem(fleet, candidates, entry))))
                        .toList(),
                Optional.empty());
    }

    private static String problem(Fleet fleet, FleetCandidates candidates, FleetEntry entry) {
        return fleet.profiles().containsKey(entry.device())
                ? candidates.refusal(entry)
                : fleet.problems().get(entry.device());
    }

    /**
     * No more than so many models, chosen so that as many entries as possible are served and the mean accuracy over the
     * traffic is highest. A model is an architecture for a number of images: devices that take others at a time need
     * another file.
     */
    static FleetPlan ofModels(Fleet fleet, FleetCandidates candidates, int models) {
        FleetPlan each = each(fleet, candidates);
        List<Assignment> possible =
                each.assignments.stream().filter(a -> a.chosen().isPresent()).toList();
        if (possible.isEmpty()) {
            return each;
        }
        Choosing choosing = new Choosing(fleet, candidates, possible);
        ModelChoice choice = new ChoiceSearch(choosing.table, models).best();
        ChosenModels chosen = choosing.described(choice, models);
        List<Assignment> assignments = new ArrayList<>();
        for (Assignment own : each.assignments) {
            assignments.add(own.chosen().isPresent() ? choosing.assigned(own, choice, chosen) : own);
        }
        return new FleetPlan(assignments, Optional.of(chosen));
    }

    /** Candidates as models to choose among. */
    private static final class Choosing {
        private final FleetCandidates candidates;
        private final List<FleetEntry> entries;
        private final List<Model> models = new ArrayList<>();
        private final ServiceTable table;

        /** @param batch images that one run takes */
        private record Model(int candidate, int batch) {}

        Choosing(Fleet fleet, FleetCandidates candidates, List<Assignment> possible) {
            this.candidates = candidates;
            this.entries = possible.stream().map(Assignment::entry).toList();
            int[] batches = entries.stream()
                    .mapToInt(entry -> fleet.profiles().get(entry.device()).batch())
                    .toArray();
            Set<Integer> distinct =
                    new LinkedHashSet<>(IntStream.of(batches).boxed().toList());
            List<BitSet> serves = new ArrayList<>();
            for (int batch : distinct) {
                for (int candidate = 0; candidate < candidates.size(); candidate++) {
                    models.add(new Model(candidate, batch));
                    serves.add(served(candidate, batch, batches));
                }
            }
            table = new ServiceTable(
                    entries.stream().mapToDouble(FleetEntry::share).toArray(),
                    models.stream()
                            .mapToDouble(m -> candidates.accuracies().get(m.candidate))
                            .toArray(),
                    serves);
        }

        private BitSet served(int candidate, int batch, int[] batches) {
            BitSet served = new BitSet();
            for (int i = 0; i < batches.length; i++) {
                served.set(i, batches[i] == batch && candidates.serves(candidate, entries.get(i)));
            }
            return served;
        }

        ChosenModels described(ModelChoice choice, int models) {
            return ChosenModels.of(table, choice, models);
        }

        Assignment assigned(Assignment own, ModelChoice choice, ChosenModels chosen) {
            int position = entries.indexOf(own.entry());
            double alone = own.candidate().orElseThrow().predictedAccuracy();
            Optional<SearchResult> best = choice.chosen().stream()
                    .filter(model -> table.serves(model, position))
                    .min((a, b) -> Double.compare(table.accuracy(b), table.accuracy(a)))
                    .map(model -> candidates.result(models.get(model).candidate, own.entry()));
            return best.map(result -> Assignment.of(own.entry(), result, alone))
                    .orElseGet(() -> Assignment.unserved(own.entry(), alone, chosen.unserved()));
        }
    }
}
