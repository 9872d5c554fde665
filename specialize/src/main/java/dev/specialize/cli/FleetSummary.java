package dev.specialize.cli;

import dev.specialize.fleet.ChosenModels;
import dev.specialize.fleet.FleetFolder;
import dev.specialize.fleet.FleetManifest;
import dev.specialize.fleet.FleetManifest.Entry;
import dev.specialize.fleet.FleetManifest.Model;
import dev.specialize.fleet.FleetManifest.Totals;
import dev.specialize.search.LatencyBudget;
import dev.specialize.specialization.Ranking;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A fleet's manifest as a table for a person. */
record FleetSummary(FleetManifest manifest, Path folder) {
    String text() {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = manifest.entries().stream().map(Entry::device).toList();
        int width = Math.max(6, names.stream().mapToInt(String::length).max().orElse(0));
        String head = String.format(
                Locale.ROOT,
                "%-" + width + "s  %10s  %7s  %9s  %9s  %9s  %5s  %s%n",
                "device",
                "budget",
                "traffic",
                "latency",
                "predicted",
                "measured",
                "model",
                "");
        String lines = manifest.entries().stream()
                .map(entry -> line(entry, width, numbers))
                .collect(Collectors.joining());
        return head
                + lines
                + totals()
                + manifest.models().map(this::choice).orElse("")
                + String.format(Locale.ROOT, "manifest  %s%n", folder.resolve(FleetFolder.MANIFEST));
    }

    private String line(Entry entry, int width, Map<String, Integer> numbers) {
        String start = String.format(
                Locale.ROOT,
                "%-" + width + "s  %10s  %5.1f %%  ",
                entry.device(),
                new LatencyBudget(entry.latencyNanos()),
                100 * entry.share());
        return start
                + entry.model()
                        .map(model -> model(model, numbers) + entry.state())
                        .orElseGet(() ->
                                String.format(Locale.ROOT, "%9s  %9s  %9s  %5s  %s", "-", "-", "-", "-", entry.state()))
                + System.lineSeparator();
    }

    /** Equal files have equal numbers. */
    private static String model(Model model, Map<String, Integer> numbers) {
        int number = numbers.computeIfAbsent(model.sha256(), hash -> numbers.size() + 1);
        return String.format(
                Locale.ROOT,
                "%9s  %9s  %9s  %5d  ",
                String.format(Locale.ROOT, "%.3g ms", model.measuredNanos().orElse(model.predictedNanos()) / 1e6),
                model.predictedAccuracy().map(FleetSummary::percent).orElse("-"),
                model.accuracy().map(FleetSummary::percent).orElse("-"),
                number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private String totals() {
        Totals totals = manifest.totals();
        return String.format(
                Locale.ROOT,
                "%nentries   %,d of %,d have a model, %,d different ones, for %.1f %% of the traffic%s%n",
                totals.withModel(),
                totals.entries(),
                totals.distinctModels(),
                100 * totals.servedShare(),
                totals.predictedAccuracy()
                        .map(a -> String.format(Locale.ROOT, "; mean predicted accuracy %.3f %%", 100 * a))
                        .orElse(isRankedByAngle() ? "; " + Ranking.ANGLE.told() : ""));
    }

    private boolean isRankedByAngle() {
        return manifest.entries().stream()
                .flatMap(entry -> entry.model().stream())
                .anyMatch(model -> model.predictedAccuracy().isEmpty());
    }

    private String choice(ChosenModels chosen) {
        String proof = chosen.proven()
                ? "proven to be the best choice (branch and bound)"
                : String.format(
                        Locale.ROOT,
                        "greedy with exchanges; no choice is better by more than %.3f points (%s bound)",
                        100 * (chosen.accuracyBound() - chosen.accuracy()),
                        chosen.proof());
        return String.format(
                Locale.ROOT,
                "models    %d of %,d candidates serve %,d entries and lose %.3f points; %s%n",
                chosen.chosen(),
                chosen.candidates(),
                chosen.served(),
                100 * chosen.lost(),
                proof);
    }
}
