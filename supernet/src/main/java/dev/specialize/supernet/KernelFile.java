package dev.specialize.supernet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that Linux makes up when it is read; of other systems an empty one. */
record KernelFile(Path path) {
    List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            return List.of(); // there is none, or not for this process
        }
    }

    /** The first number behind a name at the beginning of a line; what has more digits means that there is no limit. */
    OptionalLong number(String name) {
        Pattern line = Pattern.compile(Pattern.quote(name) + "[:\\s]*(\\d{1,18})(\\s.*)?");
        return lines().stream()
                .map(line::matcher)
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst();
    }
}
