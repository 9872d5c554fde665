package dev.specialize.latency;

import dev.specialize.space.FeatureMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an entry of a published table is the time of, such as {@code
 * expanded_conv-input:56x56x32-output:56x56x32-expand:96-kernel:3-stride:1-idskip:1-se:0-hs:0}.
 *
 * @param output (classes, 1) of {@link Kind#LOGITS}
 * @param fields of {@link Kind#BLOCK}; empty for the others
 */
record TableKey(Kind kind, FeatureMap input, FeatureMap output, Map<Field, Integer> fields) {
    /** What is timed. */
    enum Kind {
        STEM("Conv"),
        BLOCK("expanded_conv"),
        EXPAND("Conv_1"),
        POOL("AvgPool2D"),
        FEATURE("Conv_2"),
        LOGITS("Logits");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        static Kind parse(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown type '" + text + "' (known: "
                            + Arrays.stream(values()).map(k -> k.text).collect(Collectors.joining(", ")) + ")"));
        }
    }

    /** What a block's key tells beside the shapes, in the order of the key. */
    enum Field {
        EXPAND(1, 99_999),
        KERNEL(1, 15),
        STRIDE(1, 2),
        IDSKIP(0, 1),
        SE(0, 1),
        HS(0, 1);

        private final int least;
        private final int most;

        Field(int least, int most) {
            this.least = least;
            this.most = most;
        }

        static Field parse(String text) {
            return Arrays.stream(values())
                    .filter(field -> field.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown field '" + text + "'"));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern MAP = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,4}");

    TableKey {
        fields = Map.copyOf(fields);
        if (kind == Kind.BLOCK) {
            requireBlock(input, output, fields);
        }
    }

    TableKey(Kind kind, FeatureMap input, FeatureMap output) {
        this(kind, input, output, Map.of());
    }

    private static void requireBlock(FeatureMap input, FeatureMap output, Map<Field, Integer> fields) {
        for (Field field : new Field[] {Field.EXPAND, Field.KERNEL, Field.STRIDE, Field.IDSKIP}) {
            require(fields.containsKey(field), "field '" + field + "' is missing");
        }
        require(fields.containsKey(Field.SE) == fields.containsKey(Field.HS), "'se' and 'hs' must stand together");
        fields.forEach((field, value) -> require(
                value >= field.least && value <= field.most,
                field + " must be from " + field.least + " to " + field.most + ", got " + value));
        require(fields.get(Field.KERNEL) % 2 == 1, "kernel must be odd, got " + fields.get(Field.KERNEL));
        int stride = fields.get(Field.STRIDE);
        require(
                input.convolved(output.channels(), stride).equals(output),
                "stride " + stride + " does not lead from input to output");
        require(fields.get(Field.IDSKIP) == 0 || input.equals(output), "idskip needs equal input and output");
    }

    /** @throws IllegalArgumentException if the text is anything else than a key; the message says what */
    static TableKey parse(String text) {
        String[] parts = text.split("-", -1);
        Kind kind = Kind.parse(parts[0]);
        require(parts.length >= 3, "must have input and output");
        FeatureMap input = map(value("input", parts[1]));
        String out = value("output", parts[2]);
        FeatureMap output = kind == Kind.LOGITS ? new FeatureMap(number("output", out), 1) : map(out);
        Map<Field, Integer> fields = new EnumMap<>(Field.class);
        Field last = null;
        for (String part : Arrays.asList(parts).subList(3, parts.length)) {
            Field field = Field.parse(part.split(":", 2)[0]);
            require(kind == Kind.BLOCK, "field '" + field + "' is for blocks only");
            require(last == null || field.compareTo(last) > 0, "field '" + field + "' is out of order");
            fields.put(field, number(field.toString(), value(field.toString(), part)));
            last = field;
        }
        return new TableKey(kind, input, output, fields);
    }

    private static String value(String name, String part) {
        require(part.startsWith(name + ":"), "'" + part + "' must be " + name + ":...");
        return part.substring(name.length() + 1);
    }

    private static FeatureMap map(String text) {
        Matcher matcher = MAP.matcher(text);
        require(matcher.matches(), "'" + text + "' must be height x width x channels, such as 56x56x24");
        require(matcher.group(1).equals(matcher.group(2)), "'" + text + "' must be square");
        return new FeatureMap(Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(1)));
    }

    private static int number(String name, String text) {
        require(NUMBER.matcher(text).matches(), name + " must be a whole number, got '" + text + "'");
        return Integer.parseInt(text);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    Optional<Integer> field(Field field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        String end = kind == Kind.LOGITS ? Integer.toString(output.channels()) : text(output);
        return kind.text + "-input:" + text(input) + "-output:" + end
                + Arrays.stream(Field.values())
                        .filter(fields::containsKey)
                        .map(field -> "-" + field + ":" + fields.get(field))
                        .collect(Collectors.joining());
    }

    private static String text(FeatureMap map) {
        return map.size() + "x" + map.size() + "x" + map.channels();
    }
}
