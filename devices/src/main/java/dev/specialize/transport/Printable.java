package dev.specialize.transport;

/** Text that came from elsewhere, as it may be shown: what a device says ends up on a terminal. */
final class Printable {
    private Printable() {}

    /** One line without control characters; of a longer text the beginning. */
    static String line(String text, int longest) {
        String clean = clean(text);
        return clean.length() <= longest ? clean : clean.substring(0, longest) + "..";
    }

    /** What a program said last, after a colon; nothing if it said nothing. */
    static String said(String errors) {
        return errors.isEmpty() ? "" : ": " + lastOf(errors, 300);
    }

    /** One line without control characters; of a longer text the end. */
    static String lastOf(String text, int longest) {
        String clean = clean(text);
        return clean.length() <= longest ? clean : ".." + clean.substring(clean.length() - longest);
    }

    private static String clean(String text) {
        return text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    }
}
