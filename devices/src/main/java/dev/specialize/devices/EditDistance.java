package dev.specialize.devices;

import java.util.Locale;
import java.util.stream.IntStream;

/** How many characters must be added, removed or replaced to turn one name into another, ignoring case (Levenshtein). */
final class EditDistance {
    private EditDistance() {}

    static int between(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] before = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 0; i < a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i + 1;
            for (int j = 0; j < b.length(); j++) {
                int replaced = before[j] + (a.charAt(i) == b.charAt(j) ? 0 : 1);
                row[j + 1] = Math.min(replaced, 1 + Math.min(before[j + 1], row[j]));
            }
            before = row;
        }
        return before[b.length()];
    }
}
