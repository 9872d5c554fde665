package dev.specialize.cli;

import dev.specialize.specialization.Limits;

/**
 * What {@code --json} prints for a budget that nothing keeps, among the answers to the others.
 *
 * @param problem the sentence that stderr has too
 */
record MissedBudget(String budget, int exitCode, String problem) {
    static MissedBudget of(Limits limits, RuntimeException problem) {
        return new MissedBudget(limits.toString(), ExitCode.of(problem), problem.getMessage());
    }
}
