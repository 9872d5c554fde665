package dev.specialize.transport;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Short scripts on a device. */
final class Shell {
    /** Words that every shell takes as they are, whatever is around them. */
    private static final String PLAIN = "[A-Za-z0-9@%+=:,./_-]+";

    /** What a script that did all says last: adb reports success too when it lost the device. */
    private static final String END = "specialize-end";

    private static final int MOST_OUTPUT = 64 * 1024;

    private final Link link;
    private final Duration limit;

    Shell(Link link, Duration limit) {
        this.link = link;
        this.limit = limit;
    }

    /** How a script ended. */
    record Result(int status, List<String> lines, String errors) {
        Result {
            lines = List.copyOf(lines);
        }

        boolean failed() {
            return status != 0;
        }
    }

    /** @throws DeviceException if a word means something to a shell */
    static String plain(String word) {
        if (!word.matches(PLAIN)) {
            throw new DeviceException("'" + Printable.line(word, 200)
                    + "' has characters that mean something to a shell. Maybe let XDG_CACHE_HOME on the device name a"
                    + " folder of letters, digits, dots, dashes and underscores.");
        }
        return word;
    }

    /** @throws DeviceException if the device is not reached */
    Result run(String script) {
        try (ChildProcess process = link.start("LC_ALL=C; export LC_ALL; " + script + " && echo " + END)) {
            byte[] output = process.within(limit, () -> {
                process.input().close();
                return process.output().readNBytes(MOST_OUTPUT);
            });
            int status = process.status();
            link.failure(status, process.errors()).ifPresent(failure -> {
                throw failure;
            });
            List<String> lines =
                    new String(output, StandardCharsets.UTF_8).lines().toList();
            if (status == 0 && !lines.contains(END)) {
                throw new ConnectionLostException("The connection to " + link.name() + " was lost");
            }
            return new Result(status, lines, process.errors());
        } catch (TimeoutException e) {
            throw new ConnectionLostException(
                    link.name() + " did not answer within " + limit.toSeconds() + " s. Maybe it is asleep or busy.", e);
        } catch (IOException e) {
            throw new ConnectionLostException(link.name() + " was lost: " + e.getMessage(), e);
        }
    }

    /**
     * Like {@link #run}, of a script that must not fail.
     *
     * @param what it does, for the message, such as {@code make a folder}
     */
    Result require(String what, String script) {
        Result result = run(script);
        if (result.failed()) {
            throw failed(link, what, result.status(), result.errors());
        }
        return result;
    }

    /** What went wrong when something was done on a device, in the words of its own tools. */
    static DeviceException failed(Link link, String what, int status, String errors) {
        String way = errors.contains("No space left") || errors.contains("File too large")
                ? " Maybe free some space on it: some 30 MB are needed."
                : errors.contains("Read-only file system") || errors.contains("Permission denied")
                        ? " Maybe " + link.cacheRemedy() + "."
                        : "";
        String said = errors.isEmpty() ? ": exit status " + status : Printable.said(errors);
        return new DeviceException("Cannot " + what + " on " + link.name() + said + "." + way);
    }

    /** The words of the line that starts with {@code mark}: what a login writes may stand around it. */
    static List<String> marked(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark + " "))
                .map(line -> Arrays.asList(line.substring(mark.length() + 1).split(" ", -1)))
                .findFirst()
                .orElse(List.of());
    }
}
