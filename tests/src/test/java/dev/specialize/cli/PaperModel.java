package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A model that the main job made of {@link TinySupernet}, for a device whose profile is the same in every run.
 *
 * @param profile of the device
 * @param folder of the model
 * @param result of the command
 */
record PaperModel(Path profile, Path folder, Launcher.Result result) {
    /**
     * Makes one.
     *
     * @param place takes both
     * @param options of the command, a limit among them
     */
    static PaperModel in(Path place, Object... options) {
        TinySupernet tiny = TinySupernet.trained();
        Path profile = place.resolve("paper.json");
        Path model = place.resolve("model");
        new SyntheticDevice(1).profile("paper", tiny.searchSpace(), profile);
        Launcher.Result result = InProcess.run(Stream.concat(
                        Stream.of("--supernet", tiny.folder(), "--profile", profile, "--output", model),
                        Stream.of(options))
                .toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return new PaperModel(profile, model, result);
    }
}
