package dev.specialize.cli;

import dev.specialize.search.LatencyBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a command line as a manifest keeps them: those that decide what is made. */
final class CommandOptions {
    /** The sign in budgets such as 150 µs, which not every file system and shell takes well. */
    private static final String MICRO = "\u00b5";

    private static final String LATENCY = "--latency";

    /** Where a result goes, and how it is shown, makes no difference in it. */
    private static final Set<String> INDIFFERENT = Set.of("--output", "--json", "--force");

    private CommandOptions() {}

    /** Those of a run for one of the budgets that were asked for. */
    static List<String> of(ParseResult parsed, LatencyBudget budget) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (option.longestName().equals(LATENCY)) {
                words.add(LATENCY);
                words.add(text(budget));
            } else if (!INDIFFERENT.contains(option.longestName())) {
                words.add(option.longestName());
                if (option.arity().max() > 0) {
                    words.addAll(option.originalStringValues());
                }
            }
        }
        return words;
    }

    /** Such as {@code 150us}. */
    static String text(LatencyBudget budget) {
        return budget.toString().replace(" ", "").replace(MICRO, "u");
    }
}
