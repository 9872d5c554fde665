package dev.specialize.report;

import java.util.regex.Pattern;

/** A part of an HTML page. */
sealed interface Node permits Element, Node.Text, Node.Verbatim {
    int REPLACEMENT = 0xfffd;

    void writeTo(StringBuilder page);

    /** Words, of which none can become markup, in whatever element or quoted attribute they stand. */
    record Text(String text) implements Node {
        @Override
        public void writeTo(StringBuilder page) {
            page.append(escaped(text));
        }
    }

    /** The content of a script or style sheet of ours, which a browser takes as it stands. */
    record Verbatim(String text) implements Node {
        private static final Pattern END = Pattern.compile("(?i)</(script|style)|<!--|\r");

        public Verbatim {
            if (END.matcher(text).find()) {
                throw new IllegalArgumentException("would end its element early, or not keep its hash: "
                        + text.substring(0, Math.min(80, text.length())));
            }
        }

        @Override
        public void writeTo(StringBuilder page) {
            page.append(text);
        }
    }

    static String escaped(String text) {
        return shown(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** With a mark in the place of each character that shows nothing, or something else than is there. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(isShown(c) ? c : REPLACEMENT));
        return shown.toString();
    }

    /** Control characters, halves of characters, and the marks that turn the direction of what follows, are not. */
    private static boolean isShown(int c) {
        boolean space = c == '\n' || c == '\t';
        boolean turning = isAmong(c, 0x202a, 0x202e) || isAmong(c, 0x2066, 0x2069);
        boolean half = isAmong(c, 0xd800, 0xdfff);
        return space || !(Character.isISOControl(c) || turning || half);
    }

    private static boolean isAmong(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
