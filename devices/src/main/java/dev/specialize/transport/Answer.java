package dev.specialize.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The line that a runner answers with: {@code ok} and words, or {@code error KIND MESSAGE}. Nothing in it is trusted.
 *
 * @param words after {@code ok}
 */
record Answer(List<String> words) {
    private static final int LONGEST_LINE = 1 << 17;
    private static final int SHOWN = 200;

    Answer {
        words = List.copyOf(words);
    }

    /**
     * @throws RequestFailedException if it is an error
     * @throws MalformedAnswerException if it is no answer
     * @throws EOFException if it ends before
     */
    static Answer read(InputStream in) throws IOException {
        String line = line(in);
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (words.get(0).equals("ok")) {
            return new Answer(words.subList(1, words.size()));
        }
        if (words.get(0).equals("error") && words.size() > 2 && words.get(1).matches("[a-z-]{1,20}")) {
            String kind = words.get(1);
            throw new RequestFailedException(kind, line.substring("error ".length() + kind.length() + 1));
        }
        throw malformed(line);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next; (next = in.read()) != '\n'; ) {
            if (next < 0) {
                throw new EOFException("ended after '" + Printable.line(line.toString(), SHOWN) + "'");
            }
            if (next < ' ' || next > '~' || line.length() == LONGEST_LINE) {
                throw malformed(line.append((char) next).toString());
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static MalformedAnswerException malformed(String line) {
        return new MalformedAnswerException("'" + Printable.line(line, SHOWN) + "'");
    }

    /** This answer, which has to have so many words. */
    Answer of(int count) throws MalformedAnswerException {
        if (words.size() != count) {
            throw malformed(this + " of " + words.size() + " words instead of " + count);
        }
        return this;
    }

    /** @throws MalformedAnswerException if the word is no number within the bounds */
    long number(int index, long least, long most) throws MalformedAnswerException {
        String word = words.get(index);
        // as many digits as any long has
        if (word.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(word);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw malformed(this + ", where a number from " + least + " to " + most + " should be");
    }

    @Override
    public String toString() {
        return ("ok " + String.join(" ", words)).strip();
    }
}
