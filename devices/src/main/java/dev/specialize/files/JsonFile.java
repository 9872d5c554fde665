package dev.specialize.files;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Records as strict JSON: an unknown, missing, null or duplicate field is an error that names it, and fields are
 * written in record order, so equal values have equal bytes.
 *
 * <p>Enums are written as their {@code toString()}, {@code Optional} components as the value or {@code null}.
 */
public final class JsonFile {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .withCoercionConfig(LogicalType.Textual, JsonFile::refuseOtherTypes)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /** A profile of a space of hundreds of widths has a tenth of it. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private JsonFile() {}

    /** Without this a number would be read as a text of digits. */
    private static void refuseOtherTypes(MutableCoercionConfig config) {
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            config.setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** @throws InvalidFileException if the file is missing or is not exactly a {@code type} */
    public static <T> T read(Path file, Class<T> type) {
        return parse(readText(file), file, type);
    }

    /**
     * The text of a file whose form has to be looked at before it is parsed.
     *
     * @throws InvalidFileException if the file is missing or is not text
     */
    public static String readText(Path file) {
        try {
            return text(file);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(file, "no such file", e);
        } catch (IOException e) {
            throw new InvalidFileException(file, "cannot be read as text (" + e.getMessage() + ")", e);
        }
    }

    /** Bounded by what is read, not by what the file system says: some files have no end. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidFileException(
                        file, "is larger than " + MOST_BYTES / (1024 * 1024) + " MB: not a file of this program");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidFileException(file, "is not text. Maybe it is a file of another kind", e);
        }
    }

    /** @param origin the file that {@code json} came from, for messages */
    public static <T> T parse(String json, Path origin, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new InvalidFileException(origin, "holds null, expected an object");
            }
            return value;
        } catch (JacksonException e) {
            throw new InvalidFileException(origin, problem(e), e);
        }
    }

    /**
     * What a file says that it is, before the rest is read.
     *
     * @return the field {@code format} of its object; empty if there is none
     * @throws InvalidFileException if the text is not JSON
     */
    public static String format(String json, Path origin) {
        return parse(json, origin, Object.class) instanceof Map<?, ?> fields
                        && fields.get("format") instanceof String format
                ? format
                : "";
    }

    /** @throws UncheckedIOException if the file cannot be written */
    public static void write(Path file, Object value) {
        AtomicFile.write(file, text(value).getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON text that {@link #write} writes, with a final line break. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value) + "\n";
    }

    /** One line without spaces, for logs of one record a line. */
    public static String line(Object value) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    private static String problem(JacksonException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String what = root instanceof JacksonException j ? plain(j.getOriginalMessage()) : root.getMessage();
        String where = e instanceof DatabindException d
                ? d.getPath().stream()
                        .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
                        .collect(Collectors.joining("."))
                        .replace(".[", "[")
                : "";
        boolean located = e.getLocation() != null && e.getLocation().getLineNr() > 0;
        String line = located ? " (line " + e.getLocation().getLineNr() + ")" : "";
        return (where.isEmpty() ? "" : "field '" + where + "': ") + what + line;
    }

    /** Without the parser's own switches and tokens, which say nothing to who wrote the file. */
    private static String plain(String message) {
        return message.replaceAll(
                        "; `DeserializationFeature\\.\\w+` enabled| \\(token `[^)]*`\\)| \\(index \\d+\\)"
                                + "| \\(start marker at .*\\)| \\(class [\\w.$]+\\), not marked as ignorable",
                        "")
                .replaceFirst(
                        "^(Unexpected end-of-input|No content to map due to end-of-input).*",
                        "ends too early, or is empty")
                .replace("Unrecognized property", "unknown field")
                .replace("creator property", "field")
                .replace(" for property <UNKNOWN>", "");
    }
}
