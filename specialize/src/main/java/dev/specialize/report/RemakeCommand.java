package dev.specialize.report;

import dev.specialize.search.LatencyBudget;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.Budgets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that made a model; where another program did, one that would have asked for the same. */
record RemakeCommand(SpecializationManifest manifest) {
    private static final String PROGRAM = "specialize";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:=,-]+");

    private List<String> words() {
        List<String> options = manifest.asked().command();
        return options.isEmpty()
                ? reconstructed()
                : Stream.concat(Stream.of(PROGRAM), options.stream()).toList();
    }

    private List<String> reconstructed() {
        Budgets budgets = manifest.budgets();
        List<String> words = new ArrayList<>(List.of(
                PROGRAM,
                "--supernet",
                manifest.supernet(),
                "--device",
                manifest.device().name(),
                "--latency",
                new LatencyBudget(budgets.latencyNanos())
                        .toString()
                        .replace(" ", "")
                        .replace("\u00b5", "u"),
                "--quantile",
                manifest.latency().quantile().toString(),
                "--confidence",
                Double.toString(manifest.latency().confidence()),
                "--seed",
                Long.toString(manifest.search().seed()),
                "--evaluate",
                Integer.toString(manifest.accuracy().evaluated().subnets())));
        budgets.macs().ifPresent(n -> words.addAll(List.of("--max-macs", Long.toString(n))));
        budgets.parameters().ifPresent(n -> words.addAll(List.of("--max-params", Long.toString(n))));
        budgets.modelBytes().ifPresent(n -> words.addAll(List.of("--max-size", n + "B")));
        budgets.activationBytes().ifPresent(n -> words.addAll(List.of("--max-memory", n + "B")));
        return words;
    }

    /** For a shell, whatever the names are. */
    @Override
    public String toString() {
        return words().stream().map(RemakeCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
