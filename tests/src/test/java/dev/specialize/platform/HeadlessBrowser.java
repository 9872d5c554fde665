package dev.specialize.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.report.Chromium;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Chromium without a window, with onnxruntime-web; a test that asks for it is skipped where either is missing. */
final class HeadlessBrowser {
    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Path LIBRARY = Path.of("../build/web/node_modules/onnxruntime-web/dist");
    private static final long LIMIT_SECONDS = 120;

    private final String program;

    private HeadlessBrowser(String program) {
        this.program = program;
    }

    static HeadlessBrowser installed() {
        Optional<String> program =
                PROGRAMS.stream().flatMap(HeadlessBrowser::onPath).findFirst();
        assumeTrue(program.isPresent(), "no browser is installed (Debian's chromium)");
        assumeTrue(
                Files.isDirectory(LIBRARY),
                () -> "onnxruntime-web is not at " + LIBRARY + " (.ci/run brings it there with npm)");
        return new HeadlessBrowser(program.orElseThrow());
    }

    private static Stream<String> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString);
    }

    /**
     * Runs each model once.
     *
     * @param folder empty, for what the browser writes
     * @return of each case the outputs by name
     */
    List<Map<String, double[]>> run(Path folder, List<BrowserCase> cases) throws Exception {
        Path log = folder.resolve("browser.log");
        try (BrowserPage page = BrowserPage.serve(LIBRARY, cases)) {
            Process browser = new ProcessBuilder(command(folder.resolve("profile"), page.address()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                return page.result()
                        .applyToEither(browser.onExit().thenApply(ended -> fail(log)), Function.identity())
                        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } finally {
                end(browser);
            }
        }
    }

    private List<String> command(Path profile, String address) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Chromium.flags(profile));
        command.add(address);
        return command;
    }

    private static List<Map<String, double[]>> fail(Path log) {
        try {
            throw new AssertionError("the browser ended: " + Files.readString(log));
        } catch (IOException e) {
            throw new AssertionError("the browser ended, and left no log", e);
        }
    }

    private static void end(Process browser) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(browser.descendants(), Stream.of(browser.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (!browser.waitFor(5, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
            browser.waitFor();
        }
    }
}
