package dev.specialize.space;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The JSON objects in which tools around the Once-for-All code write architectures. They differ, so this form is lenient:
 * the resolution is {@code r}, {@code resolution} or {@code image_size}, a number or a list of one; {@code ks}, {@code e},
 * {@code d} and {@code w} are lists, empty where absent; {@code "max": true} stands for the largest of them; and
 * {@code wid}, {@code params}, {@code macs} and {@code top1} are passed over.
 *
 * @param fields of a parsed JSON object
 */
public record ReferenceForm(Map<?, ?> fields) {
    private static final List<String> RESOLUTION = List.of("r", "resolution", "image_size");
    private static final List<String> CHOICES = List.of("ks", "e", "d", "w");
    private static final String LARGEST = "max";
    private static final Set<String> IGNORED = Set.of("wid", "params", "macs", "top1");

    /** @throws IllegalArgumentException if a field is unknown, malformed or does not fit the space; the message names it */
    public Architecture in(SearchSpace space) {
        fields.keySet().forEach(ReferenceForm::requireKnown);
        if (fields.containsKey(LARGEST)) {
            return largest(space);
        }
        ReferenceEncoding encoding = encoding();
        return encoding.in(encoding.r() > 0 ? space.including(encoding.r()) : space);
    }

    private static void requireKnown(Object field) {
        boolean known = RESOLUTION.contains(field)
                || CHOICES.contains(field)
                || IGNORED.contains(field)
                || field.equals(LARGEST);
        require(known, field, "is unknown. Maybe the file is not an architecture: those have ks, e, d and r", "");
    }

    private Architecture largest(SearchSpace space) {
        require(Boolean.TRUE.equals(fields.get(LARGEST)), LARGEST, "must be true where it is given", "");
        CHOICES.forEach(c -> require(!fields.containsKey(c), c, "cannot be given beside " + LARGEST, ""));
        Architecture largest = space.largest();
        return new Architecture(resolution(), largest.widths(), largest.stages());
    }

    private ReferenceEncoding encoding() {
        return new ReferenceEncoding(
                list("ks", Integer.class, v -> v),
                list("e", Number.class, Number::doubleValue),
                list("d", Integer.class, v -> v),
                list("w", Integer.class, v -> v),
                resolution());
    }

    private int resolution() {
        List<String> given = RESOLUTION.stream().filter(fields::containsKey).toList();
        require(given.size() == 1, "r", "must be there once, as one of " + RESOLUTION + "; there are ", given);
        Object value = fields.get(given.get(0));
        Object number = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
        if (number instanceof Integer pixels) {
            return pixels;
        }
        throw new IllegalArgumentException(given.get(0) + " must be one resolution, got " + value);
    }

    private <J, T> List<T> list(String field, Class<J> type, Function<J, T> conversion) {
        Object value = fields.containsKey(field) ? fields.get(field) : List.of();
        if (value instanceof List<?> list && list.stream().allMatch(type::isInstance)) {
            return list.stream().map(type::cast).map(conversion).toList();
        }
        throw new IllegalArgumentException(field + " must be a list of numbers, got " + value);
    }

    private static void require(boolean holds, Object field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("field '" + field + "' " + rule + value);
        }
    }
}
