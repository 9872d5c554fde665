package dev.specialize.cli;

import dev.specialize.files.AtomicFile;
import dev.specialize.files.JsonFile;
import dev.specialize.images.Augmentation;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.training.BuiltInRecipes;
import dev.specialize.training.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A supernet of a tiny space, trained once for all tests by the {@code train} command on {@link TinyImages}. */
final class TinySupernet {
    static final String SPACE = """
            {
              "format": "search-space/2", "name": "tiny", "inputChannels": 1, "classes": 3, "widthMultiplier": 1.0,
              "resolutions": [16, 20], "batchNormEpsilon": 1e-5,
              "stem": [
                {"name": "stem", "kind": "convolution", "width": 8, "stride": 2, "activation": "h-swish"},
                {"name": "first", "kind": "inverted-residual", "width": 8, "stride": 1, "activation": "relu"}
              ],
              "stages": [
                {"kind": "inverted-residual", "widths": [16], "stride": 2, "activation": "relu", "squeezeExcite": false,
                 "depths": [1, 2], "kernels": [3, 5], "expands": [2, 3]},
                {"kind": "inverted-residual", "widths": [24], "stride": 2, "activation": "h-swish", "squeezeExcite": true,
                 "depths": [1, 2], "kernels": [3, 5, 7], "expands": [2, 3]}
              ],
              "head": {"expandWidth": 48, "featureWidth": 64, "activation": "h-swish"}
            }
            """;

    private static final TinySupernet ONCE =
            new TinySupernet(empty(Path.of("target", "tiny-supernet", System.getProperty("specialize.fork", "alone"))));

    private final Path root;
    private final Launcher.Result training;

    private TinySupernet(Path root) {
        this.root = root;
        TinyImages.write(images(), 60, 30, 20);
        recipe(recipe(), 4, 16);
        write(space(), SPACE);
        training = new Launcher(root.resolve("launcher"))
                .run(
                        "train",
                        "--space",
                        space(),
                        "--data",
                        images(),
                        "--out",
                        folder(),
                        "--recipe",
                        recipe(),
                        "--pairs",
                        40);
    }

    static TinySupernet trained() {
        return ONCE;
    }

    Path folder() {
        return root.resolve("net");
    }

    Path images() {
        return root.resolve("images");
    }

    Path space() {
        return root.resolve("space.json");
    }

    SearchSpace searchSpace() {
        return JsonFile.read(space(), SearchSpace.class);
    }

    Path recipe() {
        return root.resolve("recipe.json");
    }

    Launcher.Result training() {
        return training;
    }

    static void recipe(Path file, int epochs, int batchSize) {
        JsonFile.write(
                file,
                new Recipe(
                        Recipe.FORMAT,
                        "tiny",
                        List.of(BuiltInRecipes.sandwich()
                                .phases()
                                .get(0)
                                .withLearningRate(0.02)
                                .withWeightDecay(1e-5)),
                        epochs,
                        batchSize,
                        0.9,
                        0.1,
                        0.1,
                        Precision.FLOAT32,
                        new Augmentation(0.05, false),
                        30,
                        60,
                        7));
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the folder, to be spoilt. */
    Path copy(Path target) {
        try (Stream<Path> files = Files.list(folder())) {
            Files.createDirectories(target);
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy that never had some of the files. */
    Path copyWithout(Path target, String... names) {
        copy(target);
        Path manifest = target.resolve(Supernet.MANIFEST);
        SupernetManifest whole = JsonFile.read(manifest, SupernetManifest.class);
        SortedMap<String, String> files = new TreeMap<>(whole.files());
        for (String name : names) {
            files.remove(name);
            AtomicFile.delete(target.resolve(name));
        }
        JsonFile.write(
                manifest,
                new SupernetManifest(
                        whole.format(),
                        whole.name(),
                        whole.classes(),
                        whole.preprocessing(),
                        whole.training(),
                        whole.imported(),
                        whole.accuracy(),
                        files));
        return target;
    }

    private static Path empty(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
