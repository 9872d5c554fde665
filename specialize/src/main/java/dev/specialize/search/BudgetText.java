package dev.specialize.search;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of one budget, split into its number and its unit, which may be empty. */
record BudgetText(String what, String text, BigDecimal number, String unit) {
    /** Twenty digits are more than any budget has; without the bound, a long text would cost long arithmetic. */
    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("([+-]?(?:\\d{1,20}(?:\\.\\d{0,20})?|\\.\\d{1,20}))\\s*(\\p{L}*)");

    /**
     * @param what the budget's name, the first words of messages
     * @param example of a valid text, for messages
     */
    static BudgetText parse(String what, String text, String example) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidBudgetException(
                    what + " '" + text + "' is not a number with a unit. Maybe " + example + "?");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (number.signum() <= 0) {
            throw new InvalidBudgetException(what + " '" + text + "' is not above zero. Maybe " + example + "?");
        }
        return new BudgetText(what, text, number, matcher.group(2));
    }

    InvalidBudgetException unknownUnit(String units) {
        return new InvalidBudgetException(
                what + " '" + text + "' has the unknown unit '" + unit + "'. Maybe use one of " + units + ".");
    }

    /**
     * The number times the unit's size, rounded down.
     *
     * @param smallest shown in the message if the result is below 1
     * @param largest the largest result that makes sense
     */
    long times(BigDecimal size, String smallest, BigDecimal largest, String largestText) {
        BigDecimal value = number.multiply(size);
        if (value.compareTo(BigDecimal.ONE) < 0) {
            throw new InvalidBudgetException(
                    what + " '" + text + "' is below " + smallest + ". Maybe use a larger unit.");
        }
        if (value.compareTo(largest) > 0) {
            throw new InvalidBudgetException(
                    what + " '" + text + "' is above " + largestText + ". Maybe use a smaller unit.");
        }
        return value.longValue();
    }
}
