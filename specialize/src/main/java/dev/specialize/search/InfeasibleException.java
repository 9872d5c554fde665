package dev.specialize.search;

import dev.specialize.genome.Genome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** No subnet keeps the budgets; the message names the binding ones, the least possible values and the way out. */
public final class InfeasibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private InfeasibleException(String message) {
        super(message);
    }

    /** A constraint that no subnet keeps, whatever the others are. */
    static InfeasibleException alone(Constraint constraint) {
        Resource resource = constraint.resource();
        Genome least = constraint.cost().minimisingGenome();
        return new InfeasibleException(String.format(
                Locale.ROOT,
                "No subnet of %s fits %s (%s: %s at %d px%s). Maybe raise %s or add %s.",
                constraint.cost().space().name(),
                constraint.described(),
                resource.superlative(),
                resource.roundedUp(constraint.withMargin(constraint.cost().of(least))),
                constraint.cost().codec().decode(least).resolution(),
                margin(constraint),
                resource.option(),
                resource.remedy()));
    }

    /** Constraints that some subnet keeps each, but, proven, none keeps together. */
    static InfeasibleException together(List<Constraint> constraints, Genome closest) {
        return new InfeasibleException(String.format(
                Locale.ROOT,
                "No subnet of %s fits %s together, though each alone is possible (closest: %s). Maybe raise %s.",
                constraints.get(0).cost().space().name(),
                limits(constraints),
                values(constraints, closest),
                options(constraints)));
    }

    /** Constraints that may or may not be possible together: the bounded search for a subnet found none. */
    static InfeasibleException undecided(List<Constraint> constraints, Genome closest) {
        return new InfeasibleException(String.format(
                Locale.ROOT,
                "No subnet of %s was found that fits %s together, which does not prove that there is none"
                        + " (closest: %s). Maybe raise %s a little.",
                constraints.get(0).cost().space().name(),
                limits(constraints),
                values(constraints, closest),
                options(constraints)));
    }

    private static String margin(Constraint constraint) {
        return constraint.relativeMargin() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", with a margin of %s %%",
                        BigDecimal.valueOf(100 * constraint.relativeMargin())
                                .round(new MathContext(2))
                                .stripTrailingZeros()
                                .toPlainString());
    }

    private static String limits(List<Constraint> constraints) {
        return constraints.stream().map(Constraint::described).collect(Collectors.joining(" and "));
    }

    private static String values(List<Constraint> constraints, Genome genome) {
        return constraints.stream()
                .map(c -> c.resource().roundedUp(c.withMargin(c.cost().of(genome))))
                .collect(Collectors.joining(" with "));
    }

    private static String options(List<Constraint> constraints) {
        return constraints.stream().map(c -> c.resource().option()).collect(Collectors.joining(" or "));
    }
}
