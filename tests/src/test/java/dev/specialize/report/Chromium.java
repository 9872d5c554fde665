package dev.specialize.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real browser without a window, in a profile of its own; tests that need it are skipped where there is none. */
public final class Chromium {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final List<String> options;

    private Chromium(Path folder, List<String> options) {
        this.folder = folder;
        this.options = List.copyOf(options);
    }

    /**
     * Without a window, and without asking for anything in the network.
     *
     * @param profile an empty folder
     */
    public static List<String> flags(Path profile) {
        return List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
    }

    /** @param folder takes its profile and what it prints */
    public static Chromium in(Path folder) {
        assumeTrue(Files.isExecutable(PROGRAM), "needs Debian's chromium");
        return new Chromium(folder, List.of());
    }

    /** Frames may then look into each other though they come from files. */
    public Chromium withFrames() {
        List<String> more = new ArrayList<>(options);
        more.add("--allow-file-access-from-files");
        return new Chromium(folder, more);
    }

    /**
     * What a page became after its scripts ran.
     *
     * @param dom as HTML
     * @param console what it complained of
     */
    public record Shown(String dom, List<String> console) {
        /** From the start of the navigation to the last chart. */
        public int drawnMillis() {
            Matcher matcher = Pattern.compile("data-drawn-millis=\"(\\d+)\"").matcher(dom);
            assertThat(matcher.find()).as("drawn: " + console).isTrue();
            return Integer.parseInt(matcher.group(1));
        }

        /** Shapes in the chart of that id. */
        public long shapes(String id) {
            Matcher matcher = Pattern.compile("<div id=\"" + id + "\".*?</svg>", Pattern.DOTALL)
                    .matcher(dom);
            assertThat(matcher.find()).as(id).isTrue();
            return Pattern.compile("<path ").matcher(matcher.group()).results().count();
        }

        public String title() {
            Matcher matcher =
                    Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL).matcher(dom);
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        }
    }

    public Shown open(Path page) {
        try {
            Path out = Files.createTempFile(folder, "dom", ".html");
            Path err = Files.createTempFile(folder, "console", ".txt");
            Process process = new ProcessBuilder(command(page))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + Files.readString(err));
            }
            List<String> console = Files.readString(err)
                    .lines()
                    .filter(line -> line.contains("CONSOLE"))
                    .toList();
            return new Shown(Files.readString(out), console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> command(Path page) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(flags(Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of("--enable-logging=stderr", "--window-size=1280,1000"));
        command.addAll(options);
        command.addAll(List.of("--dump-dom", page.toUri().toString()));
        return command;
    }
}
