package dev.specialize.space;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an architecture chooses for one block.
 *
 * @param kernel size of the depthwise kernel
 * @param expand ratio of middle to input width
 */
public record BlockChoice(int kernel, double expand) {
    private static final Pattern TEXT = Pattern.compile("k([0-9]{1,9})e([0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)");

    /** Reads what {@link #toString} writes. */
    static BlockChoice parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        Require.that(matcher.matches(), "block", "must be like k3e6", "'" + text + "'");
        return new BlockChoice(Integer.parseInt(matcher.group(1)), Double.parseDouble(matcher.group(2)));
    }

    @Override
    public String toString() {
        String ratio = expand == Math.rint(expand) ? Integer.toString((int) expand) : Double.toString(expand);
        return "k" + kernel + "e" + ratio;
    }
}
