package dev.specialize.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** What a subnet takes and a {@link Constraint} bounds. */
public enum Resource {
    /** Time of one inference, in nanoseconds. */
    LATENCY("--latency", "fastest", "lower resolutions", "", " ns, \u00b5s, ms, s"),
    /** Multiply-accumulates of one inference. */
    MACS("--max-macs", "fewest", "lower resolutions", "MACs", ",K,M,G"),
    /** Trained values. */
    PARAMETERS("--max-params", "fewest", "narrower stages", "parameters", ",K,M,G"),
    /** Bytes of the model's file. */
    MODEL_SIZE("--max-size", "smallest", "narrower stages", "of model", " B, KB, MB, GB"),
    /** Most bytes of activations alive at once in one inference. */
    MEMORY("--max-memory", "least", "lower resolutions", "of activations", " B, KB, MB, GB");

    private static final int SHOWN_DIGITS = 3;

    private final String option;
    private final String superlative;
    private final String remedy;
    private final String noun;
    /** With commas between them; an enum may not hold an array. */
    private final String unitsByThousands;

    Resource(String option, String superlative, String remedy, String noun, String unitsByThousands) {
        this.option = option;
        this.superlative = superlative;
        this.remedy = remedy;
        this.noun = noun;
        this.unitsByThousands = unitsByThousands;
    }

    /** The command line option that bounds it. */
    String option() {
        return option;
    }

    /** How the subnet that takes least of it is called. */
    String superlative() {
        return superlative;
    }

    /** What to add to a space whose every subnet takes too much of it. */
    String remedy() {
        return remedy;
    }

    /** With all its digits, such as {@code 20.25 ms}. */
    String exactly(double value) {
        return text(BigDecimal.valueOf(value));
    }

    /** With three digits, rounded up, so that a budget of what is shown is kept by {@code value}. */
    String roundedUp(double value) {
        return text(BigDecimal.valueOf(value).round(new MathContext(SHOWN_DIGITS, RoundingMode.CEILING)));
    }

    private String text(BigDecimal value) {
        String[] units = unitsByThousands.split(",", -1);
        int thousands = 0;
        BigDecimal scaled = value;
        while (thousands < units.length - 1 && scaled.abs().compareTo(BigDecimal.valueOf(1000)) >= 0) {
            scaled = scaled.movePointLeft(3);
            thousands++;
        }
        String number = scaled.stripTrailingZeros().toPlainString();
        return number + units[thousands] + (noun.isEmpty() ? "" : " " + noun);
    }

    /** The name in files, such as {@code latency}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
