package dev.specialize.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Short words for settings, in the name of a folder that nobody chose: each question has a folder of its own, so that no
 * answer takes another's place, and the usual one has a short name.
 */
final class FolderWords {
    private final List<String> words = new ArrayList<>();

    void add(String word) {
        words.add(word);
    }

    /** A setting whose value says what it is, such as {@code int8}. */
    void addUnlessUsual(Object value, Object usual) {
        if (!value.equals(usual)) {
            add(value.toString());
        }
    }

    /** One whose value does not, such as {@code seed-1}. */
    void addUnlessUsual(String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            add(name + "-" + value);
        }
    }

    /** Such as {@code 400us-int8-seed-1}. */
    String after(String beginning) {
        return words.isEmpty() ? beginning : beginning + "-" + String.join("-", words);
    }
}
