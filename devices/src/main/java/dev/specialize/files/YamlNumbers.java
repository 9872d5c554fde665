package dev.specialize.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML file of two levels: entries of named numbers, as published tables are. Nothing else is accepted: no anchors,
 * aliases, tags or further levels, and a name stands once; so no file can grow while it is read.
 *
 * @param sha256 of the file
 * @param numbersByEntry in the order of the file
 */
public record YamlNumbers(String sha256, Map<String, Map<String, Double>> numbersByEntry) {
    /** Published tables have 20 KB. */
    private static final int MOST_BYTES = 16 << 20;

    private static final int LONGEST_NAME = 400;
    private static final int LONGEST_NUMBER = 40;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(3)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .loadSettings(LoadSettings.builder()
                    .setMaxAliasesForCollections(0)
                    .setCodePointLimit(MOST_BYTES)
                    .build())
            .build();

    public YamlNumbers {
        Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
        numbersByEntry.forEach((entry, numbers) -> copy.put(entry, Map.copyOf(numbers)));
        numbersByEntry = Collections.unmodifiableMap(copy);
    }

    /** @throws InvalidFileException if the file is missing or is anything else than entries of named numbers */
    public static YamlNumbers read(Path file) {
        byte[] bytes = bytes(file);
        return new YamlNumbers(Sha256.of(bytes), parse(text(bytes, file), file));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidFileException(
                        file, "is larger than " + (MOST_BYTES >> 20) + " MB. Maybe it is no table");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(file, "no such file", e);
        } catch (IOException e) {
            throw new InvalidFileException(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static String text(byte[] bytes, Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidFileException(file, "is not text in UTF-8", e);
        }
    }

    private static Map<String, Map<String, Double>> parse(String yaml, Path file) {
        try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), yaml)) {
            return new Reading(parser, file).document();
        } catch (StreamReadException e) {
            throw new InvalidFileException(file, plain(e.getOriginalMessage()) + line(e), e);
        } catch (JacksonException | YamlEngineException e) {
            throw new InvalidFileException(file, plain(e.getMessage()), e);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
            // what the parser throws for some broken escapes and directives
            throw new InvalidFileException(file, "is not YAML", e);
        }
    }

    private static String line(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            return " (line " + (marked.getProblemMark().get().getLine() + 1) + ")";
        }
        boolean located = e.getLocation() != null && e.getLocation().getLineNr() > 0;
        return located ? " (line " + e.getLocation().getLineNr() + ")" : "";
    }

    /** The parser's message without its picture of the place. */
    private static String plain(String message) {
        String first =
                message == null ? "" : message.lines().findFirst().orElse("").strip();
        return first.isEmpty() ? "is not YAML" : "is not valid: " + first;
    }

    /** One walk over a file's tokens. */
    private record Reading(YAMLParser parser, Path file) {
        Map<String, Map<String, Double>> document() {
            if (next() == null) {
                throw invalid("is empty");
            }
            require(JsonToken.START_OBJECT, "entries with names");
            Map<String, Map<String, Double>> entries = new LinkedHashMap<>();
            while (next() != JsonToken.END_OBJECT) {
                require(JsonToken.PROPERTY_NAME, "a name");
                String name = parser.currentName();
                next();
                entries.put(name, numbers(name));
            }
            if (next() != null) {
                throw invalid("goes on after its first document");
            }
            return entries;
        }

        private Map<String, Double> numbers(String entry) {
            require(JsonToken.START_OBJECT, "named numbers in '" + entry + "'");
            Map<String, Double> numbers = new LinkedHashMap<>();
            while (next() != JsonToken.END_OBJECT) {
                require(JsonToken.PROPERTY_NAME, "a name in '" + entry + "'");
                String name = parser.currentName();
                double number = next().isNumeric() ? parser.getDoubleValue() : Double.NaN;
                if (!Double.isFinite(number)) {
                    throw invalid("'" + entry + "': " + name + " must be a number");
                }
                numbers.put(name, number);
            }
            return numbers;
        }

        private JsonToken next() {
            JsonToken token = parser.nextToken();
            if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
                throw invalid("has an anchor, an alias or a tag, which no table needs");
            }
            return token;
        }

        private void require(JsonToken expected, String what) {
            if (parser.currentToken() != expected) {
                throw invalid("must have " + what);
            }
        }

        private InvalidFileException invalid(String problem) {
            int line = parser.currentTokenLocation().getLineNr();
            return new InvalidFileException(file, problem + (line > 0 ? " (line " + line + ")" : ""));
        }
    }
}
