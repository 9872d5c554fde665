package dev.specialize.survey;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of a file, the line of column names not counted.
 *
 * @param first from 1
 * @param last at least {@code first}; it is one of them
 */
public record RowRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})");

    public RowRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("rows must be from 1 and ascend, got " + first + "-" + last);
        }
    }

    /** @throws IllegalArgumentException if the text is not like {@code 1-2500} */
    public static RowRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("rows must be like 1-2500, got '" + text + "'");
        }
        return new RowRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
