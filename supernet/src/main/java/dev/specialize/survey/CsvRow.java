package dev.specialize.survey;

import dev.specialize.files.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of comma-separated values as RFC 4180 has them: fields may be quoted, and then hold commas, line breaks and
 * doubled quotes.
 *
 * @param line where it starts, from 1
 */
record CsvRow(int line, List<String> fields) {
    CsvRow {
        fields = List.copyOf(fields);
    }

    /**
     * All rows but blank ones.
     *
     * @param file where the text came from, for messages
     * @throws InvalidFileException if quotes are not as they must be; the message names the line
     */
    static List<CsvRow> parse(String text, Path file) {
        return new Parser(text, file).rows();
    }

    /** The place of a line, as messages start with it. */
    static Path place(Path file, int line) {
        return file.resolveSibling(file.getFileName() + ", line " + line);
    }

    /** One pass over the text. */
    private static final class Parser {
        private static final int END = -1;
        private static final char BYTE_ORDER_MARK = '\uFEFF';

        private final String text;
        private final Path file;
        private int next;
        private int line = 1;

        Parser(String text, Path file) {
            this.text = text;
            this.file = file;
            this.next = text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? 1 : 0;
        }

        List<CsvRow> rows() {
            List<CsvRow> rows = new ArrayList<>();
            while (peek() != END) {
                CsvRow row = row();
                if (row.fields.size() > 1 || !row.fields.get(0).isBlank()) {
                    rows.add(row);
                }
            }
            return rows;
        }

        private CsvRow row() {
            int start = line;
            List<String> fields = new ArrayList<>(List.of(field()));
            while (peek() == ',') {
                next++;
                fields.add(field());
            }
            endLine(start);
            return new CsvRow(start, fields);
        }

        private String field() {
            return peek() == '"' ? quoted() : plain();
        }

        private String plain() {
            int start = next;
            while (peek() != ',' && !atLineEnd()) {
                if (peek() == '"') {
                    throw problem(line, "holds a quote inside a field that does not start with one");
                }
                next++;
            }
            return text.substring(start, next);
        }

        private String quoted() {
            int start = line;
            StringBuilder field = new StringBuilder();
            next++;
            while (peek() != '"' || follows('"')) {
                if (peek() == END) {
                    throw problem(start, "opens a quote that is never closed");
                }
                next += peek() == '"' ? 1 : 0;
                line += peek() == '\n' ? 1 : 0;
                field.append((char) peek());
                next++;
            }
            next++;
            return field.toString();
        }

        private void endLine(int start) {
            if (!atLineEnd()) {
                throw problem(start, "goes on after a closing quote");
            }
            next += peek() == '\r' && follows('\n') ? 1 : 0;
            next++;
            line++;
        }

        private boolean atLineEnd() {
            return peek() == END || peek() == '\n' || peek() == '\r';
        }

        private boolean follows(char expected) {
            return next + 1 < text.length() && text.charAt(next + 1) == expected;
        }

        private int peek() {
            return next < text.length() ? text.charAt(next) : END;
        }

        private InvalidFileException problem(int where, String what) {
            return new InvalidFileException(place(file, where), what);
        }
    }
}
